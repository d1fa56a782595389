//! The desk's own address: the only source of links, the only host that is answered.

use std::net::SocketAddr;

use poem::http::{HeaderMap, Uri};

use crate::domain::user::Language;

/// Where the desk is reached.
#[derive(Clone, Debug)]
pub struct Site {
    /// `scheme://host[:port]`, without a slash.
    origin: String,
    /// Host headers that are answered, lower case.
    hosts: Vec<String>,
}

impl Site {
    /// A site under a configured address such as `https://help.lumen.example`.
    #[must_use]
    pub fn configured(origin: &str) -> Self {
        let origin = origin.trim_end_matches('/').to_owned();
        let host = origin
            .split_once("://")
            .map_or(origin.as_str(), |(_, host)| host)
            .to_lowercase();
        let default = if origin.starts_with("https://") {
            ":443"
        } else {
            ":80"
        };
        let mut hosts = vec![host.clone()];
        match host.strip_suffix(default) {
            Some(bare) => hosts.push(bare.to_owned()),
            None => hosts.push(format!("{host}{default}")),
        }
        Self { origin, hosts }
    }

    /// A site without a configured address: only this machine, only on its own port.
    #[must_use]
    pub fn local(listen: SocketAddr) -> Self {
        let port = listen.port();
        let names = ["127.0.0.1", "[::1]", "localhost"].map(str::to_owned);
        let names = || names.iter().cloned().chain([host_text(listen)]);
        let mut hosts: Vec<String> = names().map(|host| format!("{host}:{port}")).collect();
        // RFC 9110 4.2.3: browsers leave out the port that the scheme has anyway.
        if port == 80 {
            hosts.extend(names());
        }
        let ip = if listen.ip().is_unspecified() {
            "127.0.0.1".to_owned()
        } else {
            host_text(listen)
        };
        Self {
            origin: format!("http://{ip}:{port}"),
            hosts,
        }
    }

    /// True for a request that names this desk.
    #[must_use]
    pub fn answers(&self, headers: &HeaderMap, uri: &Uri) -> bool {
        let named = uri
            .authority()
            .map(|authority| authority.as_str().to_lowercase())
            .or_else(|| {
                headers
                    .get("host")
                    .and_then(|host| host.to_str().ok())
                    .map(str::to_lowercase)
            });
        named.is_some_and(|named| self.hosts.contains(&named))
    }

    /// `scheme://host[:port]`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// True if browsers reach it over TLS.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// True unless a browser says that another site sent the request.
    ///
    /// `Sec-Fetch-Site` where the browser sends it, else `Origin`; neither is sent by programs.
    #[must_use]
    pub fn is_own_request(&self, headers: &HeaderMap) -> bool {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(site) = header("sec-fetch-site") {
            return matches!(site, "same-origin" | "none");
        }
        header("origin").is_none_or(|origin| {
            origin
                .split_once("://")
                .is_some_and(|(_, host)| self.hosts.contains(&host.to_lowercase()))
        })
    }

    /// The name of the sign-in cookie.
    #[must_use]
    pub fn cookie_name(&self) -> &'static str {
        if self.is_secure() {
            "__Host-guichet"
        } else {
            "guichet"
        }
    }

    /// The name of the cookie by which a browser is remembered.
    #[must_use]
    pub fn device_cookie_name(&self) -> &'static str {
        if self.is_secure() {
            "__Host-guichet-device"
        } else {
            "guichet-device"
        }
    }

    /// A `Set-Cookie` that only the server reads.
    #[must_use]
    pub fn cookie(&self, name: &str, value: &str, max_age_seconds: u64) -> String {
        let secure = if self.is_secure() { "; Secure" } else { "" };
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_seconds}{secure}")
    }
}

fn host_text(listen: SocketAddr) -> String {
    match listen {
        SocketAddr::V4(v4) => v4.ip().to_string(),
        SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
    }
}

/// Reads one cookie of a request.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers
        .get_all("cookie")
        .iter()
        .filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The language that a browser asks for (RFC 9110, 12.5.4), if it is one of ours.
#[must_use]
pub fn accepted_language(headers: &HeaderMap) -> Option<Language> {
    let header = headers.get("accept-language")?.to_str().ok()?;
    let mut wishes: Vec<(f32, Language)> = Vec::new();
    for wish in header.split(',') {
        let mut parts = wish.split(';');
        let primary = parts
            .next()
            .unwrap_or_default()
            .trim()
            .split('-')
            .next()
            .unwrap_or_default();
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if let Some(language) = Language::from_word(&primary.to_lowercase()) {
            wishes.push((weight, language));
        }
    }
    wishes.sort_by(|a, b| b.0.total_cmp(&a.0));
    wishes.first().map(|(_, language)| *language)
}

/// A path of ours as it was sent to us; None for whatever could lead to another host.
///
/// Browsers drop tabs and line ends out of an address before they read it (WHATWG URL, 4.4), and
/// take a backslash for a slash.
#[must_use]
pub fn own_path(sent: &str) -> Option<&str> {
    let ours = sent.starts_with('/')
        && !sent.starts_with("//")
        && !sent.contains(|c: char| c == '\\' || c.is_control());
    ours.then_some(sent)
}

/// The cookie from which the form token of a signed-out page is derived.
pub const FORM_COOKIE: &str = "guichet-form";
