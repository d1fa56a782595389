//! Every asset is found by its own address, and its gzip is itself.

use std::io::Read as _;

use super::*;

#[test]
fn found_by_its_hashed_address_alone() {
    for entry in ASSETS {
        let found = asset(entry.url).expect("an asset");
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(found.gzip)
            .read_to_end(&mut plain)
            .expect("gzip");
        assert_eq!(plain, found.bytes, "{}", entry.name);
        assert!(
            found.etag.starts_with('"') && found.etag.ends_with('"'),
            "{}",
            entry.name
        );
        assert!(
            entry.url.contains(found.etag.trim_matches('"')),
            "{}",
            entry.name
        );
        assert_eq!(url(entry.name), Some(entry.url));
    }
    for path in [
        "/assets/app.css",
        "/assets/app.0.css",
        "/assets/",
        "/assets/../app.css",
        "",
    ] {
        assert_eq!(asset(path), None, "{path}");
    }
    assert_eq!(url("none.css"), None);
}

#[test]
fn modules_import_by_the_address_that_exists() {
    let list = asset(url("ticket_list.js").expect("ticket_list.js")).expect("an asset");
    let text = String::from_utf8_lossy(list.bytes);
    let app = url("app.js")
        .expect("app.js")
        .trim_start_matches("/assets/");
    assert!(
        text.contains(&format!("from \"./{app}\"")),
        "{app} in ticket_list.js"
    );
}
