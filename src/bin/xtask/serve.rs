//! `serve`: the demo on a local port. The open page shows a saved article at once; the widget itself is compiled only
//! when the command starts.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{build, cargo, project, shell};

pub(crate) fn run(args: &[String], started: Instant) -> Result<()> {
    let port = port(args)?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    // Checked now, not after ten minutes of compiling.
    TcpListener::bind(address).with_context(|| format!("port {port} is taken: choose another with --port"))?;
    build::plain()?;

    let mut nightdesk = cargo::command();
    nightdesk.args(["run", "--quiet", "--bin", "nightdesk", "--", "serve", "content", "--app"]);
    nightdesk.arg(project::app()).arg("--site").arg(project::dist()).args(["--mount", "help", "--port"]);
    let mut server = nightdesk.arg(port.to_string()).spawn().context("cannot start `cargo run`")?;

    wait_for(address, &mut server)?;
    shell::say(format!(
        "http://{address}/ is open, {} after the start; Ctrl-C ends it",
        shell::human(started.elapsed())
    ));
    let status = server.wait().context("lost the server")?;
    if !status.success() {
        bail!("the server ended ({status})");
    }
    Ok(())
}

fn port(args: &[String]) -> Result<u16> {
    let value = match args {
        [] => return Ok(8080),
        [flag, value] if flag == "--port" => value,
        [joined] if joined.starts_with("--port=") => joined.trim_start_matches("--port="),
        _ => bail!("`serve` takes nothing but --port N"),
    };
    value.parse().ok().filter(|port| *port > 0).with_context(|| format!("`{value}` is not a port"))
}

/// Returns when the server answers requests, not only when the port is open.
fn wait_for(address: SocketAddr, server: &mut Child) -> Result<()> {
    while !answers(address).unwrap_or(false) {
        if let Some(status) = server.try_wait().context("lost the server")? {
            bail!("the server did not start ({status})");
        }
        sleep(Duration::from_millis(100));
    }
    Ok(())
}

fn answers(address: SocketAddr) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut start = [0; 12];
    stream.read_exact(&mut start)?;
    Ok(start.ends_with(b" 200"))
}
