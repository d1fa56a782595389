//! Makes the web assets: a hash in each address, a gzip beside each file, one table for `assets.rs`.
//! And says how a release is linked.
//!
//! Never changes a file of the source tree; everything goes to `OUT_DIR`.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=web/assets");
    // The addresses that a static program puts right at its start take 24 bytes each, packed a bit.
    if var("PROFILE")? == "release" {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    let root = PathBuf::from(var("CARGO_MANIFEST_DIR")?).join("web/assets");
    let out = PathBuf::from(var("OUT_DIR")?);
    let mut left = read(&root)?;
    let mut done = pictures(&root)?;
    // A module's address stands in the modules that import it, so those wait for it.
    while !left.is_empty() {
        let ready = left
            .iter()
            .find(|(_, text)| imports(text).iter().all(|name| done.contains_key(*name)))
            .map(|(name, _)| name.clone());
        let Some(name) = ready else {
            let names = left.keys().cloned().collect::<Vec<_>>().join(", ");
            return Err(io::Error::other(format!(
                "assets import each other or nothing: {names}"
            )));
        };
        if let Some(text) = left.remove(&name) {
            let bytes = resolve(&text, &done).into_bytes();
            let hash = fnv(&bytes);
            done.insert(name, (hash, bytes));
        }
    }
    write(&out, &done)
}

fn var(name: &str) -> io::Result<String> {
    std::env::var(name).map_err(io::Error::other)
}

/// What is no text, as it is.
fn pictures(root: &Path) -> io::Result<BTreeMap<String, (String, Vec<u8>)>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".png") {
            let bytes = fs::read(entry.path())?;
            files.insert(name, (fnv(&bytes), bytes));
        }
    }
    Ok(files)
}

fn read(root: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".d.ts") && !name.ends_with(".png") {
            let text = fs::read_to_string(entry.path())?;
            let text = match name.rsplit_once('.') {
                Some((_, "js")) => untyped(&bare(&text))
                    .ok_or_else(|| io::Error::other(format!("{name}: a type does not end")))?,
                Some((_, "css")) => squeezed(&bare(&text)),
                _ => text,
            };
            files.insert(name, text);
        }
    }
    Ok(files)
}

/// A script or style sheet without the comments that stand on lines of their own, and without indentation: the
/// reasons are for who reads the source, and weigh a third of it.
fn bare(text: &str) -> String {
    let (mut out, mut inside) = (String::with_capacity(text.len()), false);
    for line in text.lines().map(str::trim) {
        if inside {
            inside = !line.ends_with("*/");
            continue;
        }
        let rest = match line.strip_prefix("/*") {
            Some(comment) => match comment.split_once("*/") {
                Some((_, rest)) => rest.trim_start(),
                None => {
                    inside = true;
                    continue;
                }
            },
            None => line,
        };
        if !rest.is_empty() && !rest.starts_with("//") {
            out.push_str(rest);
            out.push('\n');
        }
    }
    out
}

/// A script without the types that stand within its lines: they are for whoever checks it.
fn untyped(script: &str) -> Option<String> {
    let mut parts = script.split("/** @type ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (_, rest) = part.split_once("*/")?;
        out.push_str(rest.strip_prefix(' ').unwrap_or(rest));
    }
    Some(out)
}

/// A style sheet without the blanks that mean nothing beside its signs: a twentieth of it. What stands
/// in quotation marks stays, and so does a blank before a colon, which is a step down the tree.
fn squeezed(css: &str) -> String {
    let signs = [
        (" {", "{"),
        ("{ ", "{"),
        ("; ", ";"),
        (" }", "}"),
        (";}", "}"),
        ("} ", "}"),
        (": ", ":"),
        (", ", ","),
    ];
    let parts = css.split('"').enumerate().map(|(at, part)| match at % 2 {
        0 => signs
            .iter()
            .fold(part.to_owned(), |text, (from, to)| text.replace(from, to)),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("\"")
}

/// What stands before the name of a module that another imports, at once or when it needs it.
const IMPORTS: [&str; 2] = [" from \"./", " import(\"./"];
/// What stands before the name of a style sheet that another takes in whole.
const WHOLE: &str = "@import \"./";

/// The files that a file imports: `from "./name.js"`, `import("./name.js")`, `@import "./name.css"`.
fn imports(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for rest in IMPORTS
        .iter()
        .chain([&WHOLE])
        .flat_map(|word| text.split(word).skip(1))
    {
        if let Some((name, _)) = rest.split_once('"') {
            names.push(name);
        }
    }
    names
}

fn resolve(text: &str, done: &BTreeMap<String, (String, Vec<u8>)>) -> String {
    let mut text = text.to_owned();
    for (name, (hash, bytes)) in done {
        let address = hashed(name, hash);
        let whole = format!("{WHOLE}{name}\";");
        if text.contains(&whole) {
            text = text.replace(&whole, &String::from_utf8_lossy(bytes));
        }
        for word in IMPORTS {
            text = text.replace(&format!("{word}{name}\""), &format!("{word}{address}\""));
        }
    }
    text
}

fn hashed(name: &str, hash: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

/// FNV-1a, 64 bits: a name for a version of our own file, not a protection against anybody.
fn fnv(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

fn content_type(name: &str) -> io::Result<&'static str> {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => Ok("text/css; charset=utf-8"),
        Some("js") => Ok("text/javascript; charset=utf-8"),
        Some("svg") => Ok("image/svg+xml"),
        Some("png") => Ok("image/png"),
        _ => Err(io::Error::other(format!(
            "no content type for asset {name}"
        ))),
    }
}

fn write(out: &Path, done: &BTreeMap<String, (String, Vec<u8>)>) -> io::Result<()> {
    let folder = out.join("assets");
    fs::create_dir_all(&folder)?;
    let mut table = String::from("static ASSETS: &[Entry] = &[\n");
    for (name, (hash, bytes)) in done {
        let mut gzip = flate2::GzBuilder::new().write(Vec::new(), flate2::Compression::best());
        gzip.write_all(bytes)?;
        fs::write(folder.join(name), bytes)?;
        fs::write(folder.join(format!("{name}.gz")), gzip.finish()?)?;
        let (address, kind) = (hashed(name, hash), content_type(name)?);
        let include = |suffix: &str| {
            format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/assets/{name}{suffix}\"))")
        };
        writeln!(
            table,
            "Entry {{ name: {name:?}, url: \"/assets/{address}\", asset: Asset {{ bytes: {}, gzip: {}, content_type: {kind:?}, etag: \"\\\"{hash}\\\"\" }} }},",
            include(""),
            include(".gz"),
        )
        .map_err(io::Error::other)?;
    }
    table.push_str("];\n");
    let all: String = done.values().map(|(hash, _)| hash.as_str()).collect();
    let made = fnv(format!("{} {all}", env!("CARGO_PKG_VERSION")).as_bytes());
    writeln!(
        table,
        "/// Names the program by its version and its assets.\npub const MADE: &str = {made:?};"
    )
    .map_err(io::Error::other)?;
    fs::write(out.join("assets.rs"), table)
}
