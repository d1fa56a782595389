//! What went wrong, as a page: its status, its words, a way out of it, in both languages.

use crate::world::{http::Request, mail::Mail, play};

use super::check_page;

#[test]
fn what_is_not_there_is_a_page_with_a_way_home() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let admin = world.admin().await;
        for path in [
            "/none",
            "/t/99",
            "/t/abc",
            "/t/18446744073709551616",
            "/t/-1",
            "/t/99/log?after=0",
            "/t/99/preview",
            "/t/1/m/1/html",
            "/t/1/m/99/raw",
            "/t/1/a/2-7/x",
            "/t/1/a/x/x",
            "/assets/none.css",
            "/setup/wrong",
            "/%2e%2e/etc/passwd",
            "/assets/..%2f..%2fguichet.key",
        ] {
            let answer = admin.get(path).await;
            let page = check_page(&answer, 404);
            assert_eq!(page.all("a", &[("href", "/")]).len(), 1, "{path}");
        }
        for (path, fields) in [
            ("/t/99/edit", &[("status", "closed")][..]),
            ("/t/99/notes", &[("text", "x")]),
            ("/t/99/messages", &[("text", "x")]),
            ("/t/99/participants", &[("confirm", "x@y.example")]),
            ("/t/1/participants", &[("confirm", "x@y.example")]),
        ] {
            check_page(&admin.post(path, fields).await, 404);
        }
    });
}

#[test]
fn what_is_not_understood_is_said() {
    play(async |world| {
        let admin = world.admin().await;
        for path in [
            "/tickets/rows",
            "/tickets/rows?after=x",
            "/inbox/items?after=",
            "/t/1/log?after=-1",
        ] {
            check_page(&admin.get(path).await, 400);
        }
        let broken = Request::new("POST", "/tickets/new")
            .body("multipart/form-data; boundary=b", "--b\r\nno end");
        check_page(&admin.fetch(broken).await, 400);
    });
}

#[test]
fn a_body_larger_than_the_desk_takes_is_refused() {
    play(async |world| {
        let admin = world.admin().await;
        let large = vec![b'x'; 37 << 20];
        let request = Request::new("POST", "/t/1/notes").body("text/plain", large);
        check_page(&admin.fetch(request).await, 413);
    });
}

#[test]
fn the_page_speaks_the_readers_language() {
    play(async |world| {
        let stranger = world.stranger();
        for (wish, language, words) in [
            ("fr-CH, en;q=0.5", "fr", "Rien ici"),
            ("de, en;q=0.5", "en", "Nothing here"),
            ("", "en", "Nothing here"),
        ] {
            let request = Request::new("GET", "/none").header("accept-language", wish);
            let answer = stranger.fetch(request).await;
            let page = check_page(&answer, 404);
            assert_eq!(page.one("html", &[]).attribute("lang"), language);
            assert!(
                answer.text().contains(words),
                "{}",
                page.one("h1", &[]).text
            );
        }
    });
}
