//! The desk as a program among others: its manifest in both languages, its pictures, for everybody.

use guichet::web::assets;
use serde_json::Value;

use crate::world::{http::Browser, play};

async fn manifest(browser: &Browser, path: &str) -> Value {
    let answer = browser.get(path).await.expect(200);
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("content-type"), "application/manifest+json");
    assert_eq!(answer.header("cache-control"), "public, max-age=3600");
    answer.json()
}

/// Width and height as the file itself says them (PNG, 11.2.2).
fn size(png: &[u8]) -> String {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "a picture");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    format!("{}x{}", number(16), number(20))
}

#[test]
fn whoever_comes_can_put_the_desk_among_their_programs() {
    play(async |world| {
        let stranger = world.stranger();
        let page = stranger.get("/sign-in").await.expect(200).page();
        let link = page.one("link", &[("rel", "manifest")]);
        assert_eq!(link.attribute("href"), "/manifest.webmanifest?lang=en");
        let english = manifest(&stranger, link.attribute("href")).await;
        assert_eq!(
            (&english["start_url"], &english["scope"]),
            (&"/".into(), &"/".into())
        );
        assert_eq!(english["lang"], "en");
        let french = manifest(&stranger, "/manifest.webmanifest?lang=fr").await;
        assert_eq!(french["lang"], "fr");
        assert_ne!(english["description"], french["description"]);
        let icons = english["icons"].as_array().unwrap();
        for icon in icons {
            let answer = stranger
                .get(icon["src"].as_str().unwrap())
                .await
                .expect(200);
            assert_eq!(
                answer.header("content-type"),
                icon["type"].as_str().unwrap()
            );
            assert_eq!(answer.header("cache-control"), assets::CACHE_CONTROL);
            assert_eq!(size(&answer.body), icon["sizes"].as_str().unwrap());
        }
        let purposes: Vec<_> = icons.iter().map(|icon| icon["purpose"].as_str()).collect();
        assert_eq!(purposes, [Some("any"), Some("any"), Some("maskable")]);
        let touch = page.one("link", &[("rel", "apple-touch-icon")]);
        let answer = stranger.get(touch.attribute("href")).await.expect(200);
        assert_eq!(size(&answer.body), "180x180");
        // Both grounds, until somebody chose one.
        let grounds = page.all("meta", &[("name", "theme-color"), ("media", "")]);
        assert_eq!(grounds.len(), 2);
        let admin = world.admin().await;
        admin
            .post("/preferences", &[("theme", "dark"), ("back", "/")])
            .await;
        let page = admin.get("/tickets").await.expect(200).page();
        let ground = page.one("meta", &[("name", "theme-color")]);
        assert_eq!(ground.attribute("content"), "#111513");
        // What is named there is there for who signed in.
        for shortcut in english["shortcuts"].as_array().unwrap() {
            admin
                .get(shortcut["url"].as_str().unwrap())
                .await
                .expect(200);
        }
    });
}
