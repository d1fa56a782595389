//! The table of mistakes that an admin may write. One line each; holds no test.

/// Who wrote the mistake.
#[derive(Clone, Copy, Debug)]
pub enum By {
    File,
    Env,
    Flag,
}

pub struct Mistake {
    pub by: By,
    pub text: &'static str,
    pub parts: &'static [&'static str],
}

const fn file(text: &'static str, parts: &'static [&'static str]) -> Mistake {
    let by = By::File;
    Mistake { by, text, parts }
}

const fn env(text: &'static str, parts: &'static [&'static str]) -> Mistake {
    let by = By::Env;
    Mistake { by, text, parts }
}

const fn flag(text: &'static str, parts: &'static [&'static str]) -> Mistake {
    let by = By::Flag;
    Mistake { by, text, parts }
}

/// `name=value` for variables and flags; every part must stand in one line of what is said.
#[rustfmt::skip]
pub const MISTAKES: &[Mistake] = &[
    // names
    file("[web]\n\nlisen = \"127.0.0.1:1\"", &["f.toml:3: ", "\"lisen\" in [web]", "\"listen\"?"]),
    file("[wbe]\nlisten = \"127.0.0.1:1\"", &["f.toml:1: ", "[wbe]", "did you mean [web]?"]),
    file("[web]\nhostname = \"a.example\"", &["f.toml:2: ", "belongs under [smtp]"]),
    file("listen = \"127.0.0.1:1\"", &["f.toml:1: ", "under [web] or under [smtp]"]),
    file("[web]\ndata = \"d\"", &["f.toml:2: ", "at the top of the file"]),
    file("[log]\nzzz = 1", &["f.toml:2: ", "known there: level, format"]),
    file("[web.listen]\nport = 1", &["f.toml:1: ", "web.listen", "is a table"]),
    file("[[web]]\nlisten = \"127.0.0.1:1\"", &["f.toml:1: ", "write [web] on a line"]),
    file("web = 1", &["f.toml:1: ", "write [web] on a line"]),
    file("[tls]\ncertificate = \"c.pem\"", &["f.toml:1: ", "unknown section [tls]; known: web, smtp"]),
    file("[data]\nx = 1", &["f.toml:1: ", "data", "is a table"]),
    env("GUICHET_WEB_LISEN=127.0.0.1:1", &["GUICHET_WEB_LISEN: ", "mean GUICHET_WEB_LISTEN?"]),
    env("GUICHET_WEB=127.0.0.1:1", &["GUICHET_WEB: ", "no setting"]),
    env("GUICHET_CONFG=x", &["GUICHET_CONFG: ", "mean GUICHET_CONFIG?"]),
    // grammar
    file("# ok\n[web", &["f.toml:2: ", "no TOML"]),
    file("a b", &["f.toml:1: ", "no TOML"]),
    file("[log]\nlevel = \"info\"\nlevel = \"warn\"", &["f.toml:3: ", "no TOML", "duplicate key"]),
    file("[log]\nlevel = info", &["f.toml:2: ", "no TOML"]),
    file("[smtp]\ngreeting_delay = 61", &["f.toml:2: ", "is more than 60 seconds"]),
    file("[smtp]\ngreeting_delay = \"6 s\"", &["is a text, but a whole number"]),
    // types
    file("[web]\nlisten = 8080", &["f.toml:2: ", "web.listen = 8080", "whole number", "127.0.0.1:8080"]),
    file("[web]\nlisten = [\"127.0.0.1:1\"]", &["is a list, but a text"]),
    file("[web]\nproxies = \"10.0.0.0/8\"", &["is a text, but a list", "proxies = [\"127.0.0.1\""]),
    file("[web]\nproxies = [10]", &["holds 10, which is a whole number"]),
    file("[outbox]\nmx_port = \"25\"", &["is a text, but a whole number"]),
    file("[outbox]\nmx_port = 2.5", &["a number with a fraction"]),
    file("[limits]\nconnections = true", &["true or false"]),
    file("[log]\nlevel = 2026-01-01", &["a date"]),
    file("data = 1", &["f.toml:1: ", "data = 1 is a whole number"]),
    // values
    file("[web]\nlisten = \"8080\"", &["no address with a port"]),
    file("[web]\nlisten = \"127.0.0.1\"", &["has no port"]),
    file("[web]\nlisten = \"localhost:8080\"", &["names are not looked up"]),
    file("[web]\nlisten = \"127.0.0.1:99999\"", &["no address with a port"]),
    file("[web]\nlisten = \"127.0.0.1:0\"", &["f.toml:2: ", "port 0"]),
    file("[smtp]\nlisten = \"[::]:0\"", &["f.toml:2: ", "port 0"]),
    file("[web]\nurl = \"https://desk.example.org/help\"", &["f.toml:2: ", "has a path"]),
    file("[web]\nurl = \"https://desk.example.org?x\"", &["a query or a fragment"]),
    file("[web]\nurl = \"ftp://desk.example.org\"", &["neither with http:// nor"]),
    file("[web]\nurl = \"desk.example.org\"", &["for example: url = \"https://desk.example.org\""]),
    file("[web]\nurl = \"https://a:b@desk.example.org\"", &["user name or a password"]),
    file("[web]\nurl = \"https://desk example\"", &["no valid host name"]),
    file("[web]\nproxies = [\"10.1.2.3/8\"]", &["\"10.1.2.3/8\"", "network is 10.0.0.0/8"]),
    file("[web]\nproxies = [\"10.0.0.0/33\"]", &["beyond /32"]),
    file("[smtp]\nhostname = \"a..b\"", &["smtp.hostname", "no host name"]),
    file("[smtp]\nunlimited_from = [\"provider.example\"]", &["is no network"]),
    file("[dns]\nservers = [\"dns.example\"]", &["dns.servers", "is no address"]),
    file("[outbox]\nmx_port = 0", &["is no port"]),
    file("[outbox]\nmx_port = 70000", &["not between 0 and 65535"]),
    file("[limits]\nmessage_size = \"1 KiB\"", &["not between 64 KiB and 128 MiB"]),
    file("[limits]\nmessage_size = \"35 megs\"", &["no size in B, KiB, MiB or GiB"]),
    file("[limits]\nconnections = -1", &["below zero"]),
    file("[limits]\nconnections = 0", &["not between 10 and 100000"]),
    file("[limits]\ncache = \"1 MiB\"", &["not between 8 MiB and 64 GiB"]),
    file("[log]\nlevel = \"inof\"", &["f.toml:2: ", "none of error, warn, info", "\"info\"?"]),
    file("[log]\nformat = \"jsn\"", &["did you mean \"json\"?"]),
    file("data = \"\"", &["data = \"\" is empty"]),
    env("GUICHET_WEB_LISTEN=8080", &["GUICHET_WEB_LISTEN: web.listen", "no address with a port"]),
    env("GUICHET_WEB_LISTEN=", &["GUICHET_WEB_LISTEN: web.listen = \"\""]),
    env("GUICHET_LIMITS_CONNECTIONS=many", &["\"many\" is a text, but a whole number"]),
    env("GUICHET_WEB_PROXIES=10.0.0.0/8,x", &["holds \"x\", which is no network"]),
    flag("web=8080", &["--web: web.listen = \"8080\"", "no address with a port"]),
    flag("smtp=localhost", &["--smtp: smtp.listen", "no address with a port"]),
    flag("data=", &["--data: data = \"\" is empty"]),
    // combinations
    file("[smtp]\nlisten = \"127.0.0.1:8080\"", &["f.toml:2: ", "same port as web.listen (from default)"]),
    file("[web]\nlisten = \"0.0.0.0:2525\"", &["f.toml:2: web.listen", "same port as smtp.listen"]),
    env("GUICHET_SMTP_LISTEN=[::]:8080", &["GUICHET_SMTP_LISTEN: smtp.listen", "same port"]),
    flag("web=127.0.0.1:2525", &["--web: web.listen", "same port"]),
];
