//! What a first visit costs: weight after gzip, and requests.

use crate::web::assets;
use std::{collections::BTreeSet, io::Write as _};

use super::*;

fn gzipped(bytes: &[u8]) -> usize {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    gzip.write_all(bytes).expect("gzip");
    gzip.finish().expect("gzip").len()
}

/// The addresses of assets that a text names, and those that they import.
fn named(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in text.split("/assets/").skip(1) {
        let end = rest.find(['"', '#', '\'', ')']).unwrap_or(rest.len());
        found.insert(format!("/assets/{}", &rest[..end]));
    }
    for rest in text.split(" from \"./").skip(1) {
        found.insert(format!(
            "/assets/{}",
            rest.split('"').next().unwrap_or_default()
        ));
    }
    found
}

fn all_assets(html: &str) -> BTreeSet<String> {
    let mut found = named(html);
    loop {
        let more = found
            .iter()
            .flat_map(|url| {
                let asset = assets::asset(url).unwrap_or_else(|| panic!("no asset {url}"));
                named(&String::from_utf8_lossy(asset.bytes))
            })
            .collect::<BTreeSet<_>>();
        if more.is_subset(&found) {
            return found;
        }
        found.extend(more);
    }
}

fn weight(urls: &BTreeSet<String>, kind: &str) -> usize {
    urls.iter()
        .filter(|url| url.ends_with(kind))
        .filter_map(|url| assets::asset(url))
        .map(|asset| asset.gzip.len())
        .sum()
}

#[test]
fn first_visit_is_light() {
    let templates = Templates::load().expect("templates");
    for page in pages(&templates) {
        let urls = all_assets(&page.html);
        let (html, css, js) = (
            gzipped(page.html.as_bytes()),
            weight(&urls, ".css"),
            weight(&urls, ".js"),
        );
        let what = format!(
            "{} {:?}: {} requests, html {html}, css {css}, js {js}",
            page.what,
            page.lang,
            urls.len() + 1
        );
        println!("{what}");
        assert!(
            urls.len() < 5,
            "{what}: at most 5 requests with the page itself: {urls:?}"
        );
        assert!(html < 15 * 1024, "{what}: HTML under 15 KB");
        assert!(css < 12 * 1024, "{what}: CSS under 12 KB");
        assert!(js < 10 * 1024, "{what}: JS under 10 KB");
    }
}
