//! A full disk: a real one, of a few pages, where this machine allows mounting one.

use std::{fs, path::Path, process::Command};

use super::{
    app, command, content,
    served::{contents, problems, versions},
    support::folder,
};

/// A small disk, unmounted when the value is dropped.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn new(at: &'a Path, kilobytes: usize) -> Option<Self> {
        let size = format!("size={kilobytes}k");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at);
        mount.output().ok().filter(|output| output.status.success()).map(|_| Self(at))
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).output();
    }
}

/// A host whose disk is full must go on serving what it has.
#[test]
fn a_full_disk_leaves_the_bundle_whole() {
    let sources = [(content(1), app(1)), (content(2), app(2))];
    let (mut refused, mut built) = (0, 0);
    // From too little for the second build's first file to enough for all of it. A page takes 4 kB there.
    for kilobytes in (400..=900).step_by(25) {
        let mount = folder(&[]);
        let Some(_disk) = SmallDisk::new(mount.path(), kilobytes) else {
            println!("skipped: this test has to be root to have a small disk; src/studio/publish/tests has its like");
            return;
        };
        let out = mount.path();
        let run = |version: usize| {
            let (content, app) = &sources[version];
            command(content.path(), app.path(), out).stderr(std::process::Stdio::piped()).output().unwrap()
        };
        assert!(run(0).status.success(), "{kilobytes} kB are enough for one bundle");
        let before = contents(out);
        let output = run(1);
        if output.status.success() {
            built += 1;
            assert_eq!(versions(out).len(), 1);
        } else {
            refused += 1;
            let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(stderr.contains("No space left") && stderr.contains("is as it was"), "{stderr}");
            assert!(contents(out) == before && !out.join(".nightdesk-staging").exists(), "{kilobytes} kB: {stderr}");
            let folders = fs::read_dir(out.join("en")).unwrap().count();
            assert_eq!(folders, super::ARTICLES + 2, "{kilobytes} kB: folders are left behind");
        }
        assert_eq!(problems(out), Vec::<String>::new());
    }
    println!("{refused} times full: the bundle as it was; {built} times enough");
    assert!(refused > 5 && built > 2, "{refused} refused, {built} built");
}
