//! Chromium and its driver, for the wasm tests (WebDriver) and the browser tests (Playwright); Firefox and WebKit for
//! those tests that run in three engines.
//!
//! The system's own packages, not the browsers that test tools download for themselves: those come from hosts that
//! closed networks do not reach.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell;

/// Both programs of one version, as the driver requires.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Finds Chromium and its driver, or installs them where the system has apt.
///
/// `CHROMIUM` and `CHROMEDRIVER` choose other programs.
pub(crate) fn ensure() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    apt_install(
        &["chromium", "chromium-driver"],
        "Chromium with chromedriver (set CHROMIUM and CHROMEDRIVER if they are not on PATH)",
    )?;
    find().context("Chromium was installed but cannot be found on PATH")
}

fn find() -> Option<Browser> {
    let chosen = |variable: &str| env::var_os(variable).map(PathBuf::from).filter(|file| file.is_file());
    let named = |names: &[&str]| names.iter().find_map(|name| shell::on_path(name).next());
    Some(Browser {
        chromium: chosen("CHROMIUM").or_else(|| named(&["chromium", "chromium-browser", "google-chrome"]))?,
        driver: chosen("CHROMEDRIVER").or_else(|| named(&["chromedriver", "chromium-driver"]))?,
    })
}

/// Firefox, WebKit's driver with its small browser, and a virtual screen for the latter: programs and their Debian
/// packages.
const ENGINES: [(&str, &str); 3] =
    [("firefox-esr", "firefox-esr"), ("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")];

/// Finds the other two engines, or installs them where the system has apt.
///
/// `FIREFOX`, `WEBKIT_DRIVER` and `WEBKIT_BROWSER` (MiniBrowser) choose other programs for the tests.
pub(crate) fn ensure_engines() -> Result<()> {
    let chosen = |program: &str| match program {
        "firefox-esr" => env::var_os("FIREFOX").is_some(),
        "WebKitWebDriver" => env::var_os("WEBKIT_DRIVER").is_some(),
        _ => false,
    };
    let missing = |program: &str| !chosen(program) && shell::on_path(program).next().is_none();
    let packages: Vec<&str> =
        ENGINES.iter().filter(|(program, _)| missing(program)).map(|(_, package)| *package).collect();
    if packages.is_empty() {
        return Ok(());
    }
    let description = format!(
        "{} (Debian's names; FIREFOX, WEBKIT_DRIVER and WEBKIT_BROWSER name other programs)",
        packages.join(", ")
    );
    apt_install(&packages, &description)
}

/// Installs Debian packages, or names what to install in an error: `description` is for people.
pub(crate) fn apt_install(packages: &[&str], description: &str) -> Result<()> {
    if shell::on_path("apt-get").next().is_none() {
        bail!("{description} is missing: install it and try again");
    }
    shell::say(format!("apt-get install {}", packages.join(" ")));
    apt(&["update"])?;
    let install = ["install", "-y", "--no-install-recommends"];
    apt(&[&install, packages].concat())
        .with_context(|| format!("{description} is missing and could not be installed: install it and try again"))
}

fn apt(args: &[&str]) -> Result<()> {
    let root = shell::capture(Command::new("id").arg("-u")).as_deref() == Some("0");
    let sudo = !root && shell::on_path("sudo").next().is_some();
    let mut command = Command::new(if sudo { "sudo" } else { "apt-get" });
    if sudo {
        // Without a terminal sudo must fail at once instead of waiting for a password.
        let unattended = env::var_os("CI").is_some() || !Path::new("/dev/tty").exists();
        command.args(unattended.then_some("-n")).arg("apt-get");
    }
    shell::run(command.env("DEBIAN_FRONTEND", "noninteractive").args(args))
}
