//! The names of this machine. A page on another site can reach the ports of this machine, and a site whose name is
//! made to point at 127.0.0.1 (DNS rebinding) even has the same origin as the server there. But browsers send the name
//! of that site in `Host`.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a `Host` (a name or an address, with or without a port) can mean no other machine than this one:
/// `localhost` (RFC 6761, section 6.3) or a loopback address as it is written out.
pub(super) fn is_loopback(host: &str) -> bool {
    let (name, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, port)) => {
            let loopback = address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback());
            (if loopback { "localhost" } else { "" }, port)
        }
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let digits = port.strip_prefix(':').unwrap_or(port);
    // "localhost:" is unusual, but RFC 3986, section 3.2.3, allows it.
    let number = digits.bytes().all(|digit| digit.is_ascii_digit()) && digits.parse::<u16>().is_ok();
    let fine = digits.is_empty() || (port.starts_with(':') && number);
    let name = name.strip_suffix('.').unwrap_or(name);
    fine && (name.eq_ignore_ascii_case("localhost") || name.parse::<Ipv4Addr>().is_ok_and(|it| it.is_loopback()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site that points its own name at this machine would read unpublished help and customers' requests.
    #[test]
    fn names_of_this_machine() {
        for host in [
            "localhost",
            "localhost:8080",
            "LOCALHOST:1",
            "localhost.",
            "localhost.:80",
            "localhost:",
            "127.0.0.1",
            "127.0.0.1:8080",
            "127.9.8.7:65535",
            "[::1]",
            "[::1]:80",
            "[0:0:0:0:0:0:0:1]:1",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            ":80",
            ".",
            "evil.example",
            "localhost.evil.example",
            "evil-localhost",
            "localhost..",
            "localhost:x",
            "localhost:99999",
            "localhost:+80",
            "localhost:80:80",
            "evil.example:127.0.0.1",
            "127.0.0.1.nip.io",
            "127.0.0.1@evil.example",
            "evil.example@localhost",
            "0.0.0.0",
            "127.1",
            "2130706433",
            "0x7f.0.0.1",
            "10.0.0.1",
            "192.168.0.1:8080",
            "[::]",
            "[::2]:80",
            "[::1",
            "::1",
            "[::1]80",
            "[localhost]",
            "[::1]:x",
            "[::ffff:10.0.0.1]",
            "localhost/",
            "localhost evil.example",
            "localhost,evil.example",
            "lоcalhost",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
