//! The law of the house as a test: who may import whom, sizes, names, pairs. Reads text only.
//!
//! The tables below are the law; the files under `tidy/` are its courts, each tried on small bad
//! samples of its own. A violation prints file, line and word. When a rule makes the code worse,
//! change the rule here and say why in the commit.

use std::path::PathBuf;
use std::process::Command;

mod clauses;
mod layers;
mod lexer;
mod licences;
mod pages;
mod shape;
mod source;

use layers::{Home, Law, Outside, Room};
use source::{Source, Violation};

const PURE: &[&str] = &[
    "async",
    "await",
    "std::fs",
    "std::env",
    "std::process",
    "std::thread",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "UnixListener",
    "ToSocketAddrs",
    "SystemTime",
    "Instant",
    "Timestamp::now",
    "Zoned::now",
    "getrandom",
    "redb",
    "poem",
    "tokio",
];

const RIM: &[&str] = &["domain", "desk", "base", "net"];
const RIM_WITH_MAIL: &[&str] = &["domain", "desk", "base", "net", "mail"];
const RIM_NEVER: &[&str] = &["redb", "poem", "minijinja"];

/// The layer table: room, what it may use of ours, crates of others, what it never holds.
const ROOMS: &[Room] = &[
    Room {
        outside: Outside::Only(&[
            "aho_corasick",
            "idna",
            "jiff",
            "regex",
            "serde",
            "strsim",
            "thiserror",
            "unicode_normalization",
        ]),
        ..room("domain", &[], PURE)
    },
    Room {
        outside: Outside::Only(&[
            "ammonia",
            "data_encoding",
            "encoding_rs",
            "idna",
            "jiff",
            "mail_builder",
            "mail_parser",
            "percent_encoding",
            "pdf_extract",
            "regex",
            "serde",
            "sha2",
            "thiserror",
            "unicode_normalization",
        ]),
        ..room("mail", &["domain"], PURE)
    },
    room(
        "store",
        &["domain"],
        &["async", "await", "tokio", "poem", "minijinja", "lettre"],
    ),
    Room {
        asynchronous: &["src/desk.rs", "src/desk/events.rs"],
        ..room(
            "desk",
            &["domain", "mail", "store"],
            &[
                "async",
                "await",
                "poem",
                "hyper",
                "redb",
                "tokio::net",
                "TcpStream",
                "TcpListener",
                "UdpSocket",
                "UnixStream",
                "UnixListener",
            ],
        )
    },
    Room {
        outside: Outside::Only(&[]),
        ..room("smtp/proto", &[], PURE)
    },
    room(
        "smtp",
        &["smtp/proto", "domain", "desk", "base", "net"],
        RIM_NEVER,
    ),
    room("outbox", RIM_WITH_MAIL, RIM_NEVER),
    room("auth", RIM_WITH_MAIL, RIM_NEVER),
    room("relay", RIM, RIM_NEVER),
    room("control", RIM, RIM_NEVER),
    room("demo", RIM, RIM_NEVER),
    room("net", RIM, RIM_NEVER),
    room("web", RIM, &["redb", "lettre"]),
    room("base", &["domain"], &["redb", "poem", "minijinja"]),
    Room {
        outside: Outside::Only(&["serde", "strsim", "thiserror", "toml", "toml_edit"]),
        ..room(
            "config",
            &["domain"],
            &["async", "await", "tokio", "poem", "redb"],
        )
    },
    room("systemd", &["base"], RIM_NEVER),
    room("app", &["*"], &["redb"]),
    room("cli", &["*"], &["redb", "poem"]),
    room("main", &["*"], &["redb", "poem"]),
];

/// Crates with one home: whoever else names one has the wrong room.
const HOMES: &[Home] = &[
    ("ammonia", &["mail"]),
    ("anyhow", &["app", "cli", "main"]),
    ("argon2", &["desk"]),
    ("clap", &["cli", "main"]),
    ("hmac", &["desk"]),
    ("lettre", &["outbox"]),
    ("mail_builder", &["mail"]),
    ("mail_parser", &["mail"]),
    ("pdf_extract", &["mail"]),
    ("poem", &["web"]),
    ("qrcodegen", &["web"]),
    ("rawzip", &["web"]),
    ("redb", &["store"]),
    ("sha1", &["desk"]),
    ("tantivy", &["store"]),
];

/// Files directly in `src/web` that are no page: one concern each, no template of their own.
const PLUMBING: &[&str] = &[
    "api",
    "archive",
    "asset_file",
    "assets",
    "attachment",
    "body",
    "call",
    "cleaning",
    "commands",
    "complete",
    "connection",
    "download",
    "draw",
    "error",
    "form",
    "form_token",
    "gate",
    "headers",
    "health",
    "list_query",
    "locale",
    "mail",
    "manifest",
    "mentions",
    "message_html",
    "news",
    "page",
    "peer",
    "password_link",
    "preferences",
    "forward_head",
    "quote_intro",
    "respond",
    "route_form",
    "router",
    "server",
    "settings",
    "site",
    "spreadsheet",
    "start",
    "stream",
    "undo",
    "view",
    "was",
];

/// The clauses that the receiver's protocol core must name.
const CLAUSES: &[&str] = &[
    "1870",          // SIZE
    "2034",          // ENHANCEDSTATUSCODES
    "2920",          // PIPELINING
    "3207",          // STARTTLS
    "5321 2.3.8",    // CR and LF only together
    "5321 4.1.1.1",  // EHLO, HELO
    "5321 4.1.1.2",  // MAIL
    "5321 4.1.1.3",  // RCPT
    "5321 4.1.1.4",  // DATA
    "5321 4.1.1.5",  // RSET
    "5321 4.1.1.6",  // VRFY
    "5321 4.1.1.9",  // NOOP
    "5321 4.1.1.10", // QUIT
    "5321 4.5.1",    // postmaster without a domain
    "5321 4.5.2",    // transparency of dots
    "5321 4.5.3.1",  // lengths
    "6152",          // 8BITMIME
    "6531",          // SMTPUTF8
];

const fn room(
    name: &'static str,
    may: &'static [&'static str],
    never: &'static [&'static str],
) -> Room {
    Room {
        name,
        may,
        outside: Outside::Any,
        never,
        asynchronous: &[],
    }
}

fn root() -> PathBuf {
    // Asked at run time, so that the law can be tried on another copy of the tree.
    let asked = std::env::var_os("CARGO_MANIFEST_DIR");
    asked.map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from)
}

fn rust(folder: &str) -> Vec<Source> {
    let files = source::files(&root(), folder, ".rs");
    let read = files.iter().map(|(path, text)| Source::new(path, text));
    read.collect()
}

/// Every Rust file of the package.
fn everything() -> Vec<Source> {
    let folders = ["src", "tests", "benches", "build.rs"];
    let present = folders.iter().filter(|folder| root().join(folder).exists());
    present.flat_map(|folder| rust(folder)).collect()
}

fn all(sources: &[Source], law: fn(&Source) -> Vec<Violation>) -> Vec<Violation> {
    sources.iter().flat_map(law).collect()
}

#[track_caller]
fn none(found: Vec<Violation>) {
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "\n{}\n", lines.join("\n"));
}

#[test]
fn rooms_use_what_the_layer_table_allows() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let manifest: toml::Table = manifest.parse().expect("Cargo.toml is TOML");
    let tables = ["dependencies", "dev-dependencies"];
    let names = tables
        .iter()
        .filter_map(|table| manifest[*table].as_table());
    let crates: Vec<String> = names
        .flat_map(toml::Table::keys)
        .map(|name| name.replace('-', "_"))
        .collect();
    let law = Law {
        rooms: ROOMS,
        homes: HOMES,
        crates: &crates,
    };
    let sources = rust("src");
    assert!(sources.len() > 20, "the tree is read");
    none(
        sources
            .iter()
            .flat_map(|source| law.check(source))
            .collect(),
    );
}

#[test]
fn files_open_with_what_they_are() {
    none(all(&everything(), shape::opening));
}

#[test]
fn files_and_functions_are_short() {
    let sources = everything();
    none(all(&sources, shape::length));
    none(all(&sources, shape::functions));
}

#[test]
fn errors_are_handled_not_unwrapped() {
    let sources = rust("src");
    none(all(&sources, shape::unwraps));
    none(shape::expects(&sources, shape::EXPECTS));
}

#[test]
fn parameters_say_what_they_mean() {
    none(all(&rust("src"), shape::booleans));
}

#[test]
fn names_say_what_is_inside() {
    let sources = everything();
    let paths: Vec<&str> = sources.iter().map(|source| source.path.as_str()).collect();
    none(shape::file_names(&paths));
    none(all(&sources, shape::module_names));
}

#[test]
fn what_is_undone_names_its_issue() {
    none(all(&everything(), shape::undone));
    let folders = ["web", "tests/browser", "packaging"];
    let folders = folders.iter().filter(|folder| root().join(folder).exists());
    for folder in folders {
        for ending in [".js", ".mjs", ".css", ".html", ".toml"] {
            for (path, text) in source::files(&root(), folder, ending) {
                none(shape::undone_in_text(&path, &text));
            }
        }
    }
}

#[test]
fn protocol_branches_name_their_clauses() {
    let sources = rust("src/smtp");
    let core: Vec<&Source> = sources
        .iter()
        .filter(|source| source.path.starts_with("src/smtp/proto"))
        .filter(|source| !source.path.ends_with("tests.rs") && !source.path.contains("/tests/"))
        .collect();
    none(clauses::check(&core, CLAUSES));
}

#[test]
fn a_page_has_one_stem_everywhere() {
    let mut files = pages::Files::new();
    for folder in ["src/web.rs", "src/web", "web", "tests/it/web"] {
        if root().join(folder).exists() {
            for ending in [".rs", ".html", ".js", ".css", ".svg", ".txt"] {
                files.extend(source::files(&root(), folder, ending));
            }
        }
    }
    none(pages::pairing(&files, PLUMBING));
    let texts = files.iter();
    none(
        texts
            .flat_map(|(path, text)| pages::unescaped(path, text))
            .collect(),
    );
}

#[test]
fn every_licence_is_allowed() {
    let deny = std::fs::read_to_string(root().join("deny.toml")).expect("deny.toml");
    let target = "--filter-platform=x86_64-unknown-linux-gnu";
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--offline",
            target,
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo metadata: {error}");
    let metadata = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let found = licences::refused(&metadata, &licences::allowed(&deny));
    assert!(found.is_empty(), "not in deny.toml: {found:#?}");
}
