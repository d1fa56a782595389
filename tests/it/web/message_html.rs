//! The HTML of a mail in its frame: cleaned, under its own policy, its images behind the gate.

use guichet::web::headers::{MAIL_POLICY, MAIL_POLICY_REMOTE};

use crate::world::{html::Page, mail::Mail, play};

const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn with_image() -> Mail {
    let parts = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n<p onclick=\"x()\">Look: <img src=\"cid:logo@x\">\
         <img src=\"https://track.example/p.png\"><img src=\"cid:none@x\"><script>evil()</script></p>\r\n\
         --b\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@x>\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{PNG}\r\n--b\r\nContent-Type: image/svg+xml; name=e.svg\r\n\
         Content-Disposition: attachment; filename=e.svg\r\n\r\n<svg onload=\"x()\"/>\r\n--b--\r\n"
    );
    Mail::raw(
        "ines@cust.example",
        format!("From: ines@cust.example\r\nSubject: image\r\n{parts}"),
    )
}

/// Must-have 25: shown from our own address and only to who may see it; remote images wait.
#[test]
fn must_25_inline_images_come_from_here_and_behind_the_gate() {
    play(async |world| {
        let ticket = world.ticket(&with_image()).await;
        let admin = world.admin().await;
        let page = super::check_page(&admin.get(&format!("/t/{ticket}")).await, 200);
        let frames = page.all("iframe", &[]);
        assert!(!frames.is_empty());
        let url = frames[0].attribute("src").to_owned();
        for frame in &frames {
            let words = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
            assert_eq!(frame.attribute("sandbox"), words, "never allow-scripts");
        }
        let frame = admin.get(&url).await.expect(200);
        assert_eq!(frame.header("content-security-policy"), MAIL_POLICY);
        assert_eq!(frame.header("x-content-type-options"), "nosniff");
        let kept = frame.header("cache-control");
        assert_eq!(kept, "no-store", "somebody else may sign in next");
        let text = frame.text();
        let html = Page::parse(&text);
        assert!(
            !text.contains("script") && !text.contains("onclick"),
            "{text}"
        );
        assert!(
            !text.contains("track.example/p.png\"")
                || html
                    .all("img", &[("src", "https://track.example/p.png")])
                    .is_empty()
        );
        assert_eq!(html.one("body", &[]).attribute("data-blocked"), "1");
        let shown: Vec<_> = html.all("img", &[("src", "")]);
        assert_eq!(shown.len(), 1, "{shown:?}");
        let image_url = shown[0].attribute("src").to_owned();
        assert!(
            image_url.starts_with(&format!("/t/{ticket}/a/")),
            "{image_url}"
        );
        let image = admin.get(&image_url).await.expect(200);
        assert_eq!(image.header("content-type"), "image/png");
        assert!(image.body.starts_with(b"\x89PNG"));
        assert!(image.header("content-security-policy").contains("sandbox"));
        // A file that could run is only ever downloaded.
        let svg_url = page
            .all("a", &[("class", "file")])
            .into_iter()
            .find(|file| file.text.contains("e.svg"))
            .unwrap()
            .attribute("href")
            .to_owned();
        let svg = admin.get(&svg_url).await.expect(200);
        assert_eq!(svg.header("content-type"), "application/octet-stream");
        assert!(svg.header("content-disposition").starts_with("attachment"));
        // Only after a click, and then only over https.
        let remote = admin.get(&format!("{url}?remote=1")).await.expect(200);
        assert_eq!(remote.header("content-security-policy"), MAIL_POLICY_REMOTE);
        assert_eq!(remote.header("referrer-policy"), "no-referrer");
        assert!(remote.text().contains("https://track.example/p.png"));
        // Signed out, none of it is there.
        for path in [&url, &image_url, &svg_url] {
            world.stranger().get(path).await.expect(303);
        }
        // In no other ticket either.
        let other = world
            .ticket(&Mail::text("bob@cust.example", "other", "x"))
            .await;
        let moved = image_url.replace(&format!("/t/{ticket}/"), &format!("/t/{other}/"));
        admin.get(&moved).await.expect(404);
        admin
            .get(&url.replace(&format!("/t/{ticket}/"), &format!("/t/{other}/")))
            .await
            .expect(404);
    });
}

#[test]
fn nothing_hostile_comes_through_the_frame() {
    play(async |world| {
        let hostile = include_str!("../../corpus/hostile.html.txt");
        let raw = format!(
            "From: \"<script>alert(1)</script>\" <evil@cust.example>\r\n\
             Subject: <img src=x onerror=alert(1)>\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/html; charset=utf-8\r\n\r\n{}",
            hostile.replace('\n', "\r\n")
        );
        let ticket = world.ticket(&Mail::raw("evil@cust.example", raw)).await;
        let admin = world.admin().await;
        for path in [
            format!("/t/{ticket}"),
            "/tickets".into(),
            format!("/tickets?preview={ticket}"),
            "/inbox".into(),
            "/setup/first-mail".into(),
        ] {
            super::check_page(&admin.get(&path).await, 200);
        }
        let page = admin.get(&format!("/t/{ticket}")).await.page();
        let frame = admin
            .get(page.all("iframe", &[])[0].attribute("src"))
            .await
            .expect(200);
        let html = Page::parse(&frame.text());
        for element in &html.elements {
            let bad = [
                "script", "iframe", "object", "embed", "form", "input", "base", "svg", "math",
                "style", "meta",
            ];
            let ours = element.name == "meta" && element.attribute("charset") == "utf-8";
            assert!(!bad.contains(&element.name.as_str()) || ours, "{element:?}");
            for (name, value) in &element.attributes {
                assert!(!name.starts_with("on") && name != "style", "{element:?}");
                let value = value.to_lowercase();
                assert!(!value.trim().starts_with("javascript:"), "{element:?}");
            }
        }
    });
}
