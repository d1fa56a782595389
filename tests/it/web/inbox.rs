//! The expert view before a ticket is chosen: views with counts, search, what changed since.

use std::time::Duration;

use serde_json::json;

use super::check_page;
use crate::world::{ADMIN, MAILBOX, NOW, html::Page, mail::Mail, play, play_still};

fn numbers(page: &Page) -> Vec<u64> {
    let items = page.all("a", &[("data-number", "")]);
    items
        .iter()
        .map(|item| item.attribute("data-number").parse().unwrap())
        .collect()
}

#[test]
fn views_narrow_the_inbox() {
    play(async |world| {
        let admin = world.admin().await;
        let answer = admin.get("/inbox").await;
        check_page(&answer, 200);
        assert!(
            answer.text().contains(MAILBOX),
            "an empty inbox says where to write"
        );
        for n in 1..=4 {
            world
                .send(&Mail::text(
                    "ines@cust.example",
                    &format!("lamp{n}"),
                    "dark",
                ))
                .await;
        }
        let api = world.api();
        api.patch("/api/v1/tickets/1", &json!({"status": "closed"}))
            .await
            .expect(200);
        api.patch("/api/v1/tickets/2", &json!({"status": "waiting"}))
            .await
            .expect(200);
        api.patch("/api/v1/tickets/3", &json!({"assignee": {"user": ADMIN}}))
            .await
            .expect(200);
        for (query, found) in [
            ("", &[3, 4][..]),
            ("?view=needs-answer", &[3, 4]),
            ("?view=mine", &[3]),
            ("?view=unassigned", &[2, 4]),
            ("?view=not-closed", &[3, 2, 4]),
            ("?view=nonsense", &[3, 4]),
            ("?view=not-closed&query=lamp2", &[2]),
            ("?query=lamp1", &[]),
        ] {
            let page = check_page(&admin.get(&format!("/inbox{query}")).await, 200);
            assert_eq!(numbers(&page), found, "{query}");
            let total = &page.one("span", &[("data-inbox-total", "")]).text;
            assert_eq!(*total, found.len().to_string(), "{query}");
            for item in page.all("a", &[("data-number", "")]) {
                let ticket = check_page(&admin.get(item.attribute("href")).await, 200);
                assert_eq!(numbers(&ticket), found, "the same inbox beside the ticket");
                assert_eq!(
                    ticket
                        .all("a", &[("aria-current", "page"), ("data-number", "")])
                        .len(),
                    1
                );
            }
        }
    });
}

#[test]
fn what_sleeps_and_what_was_answered_needs_no_answer() {
    play_still(async |world| {
        for n in 1..=4 {
            let mail = Mail::text("ines@cust.example", &format!("lamp{n}"), "dark");
            world.send(&mail).await;
        }
        let (admin, api) = (world.admin().await, world.api());
        let until = NOW.plus(Duration::from_secs(60 * 60)).rfc3339();
        api.post("/api/v1/tickets/2/snooze", &json!({ "until": until }))
            .await
            .expect(200);
        let answer = json!({ "text": "We look into it." });
        api.post("/api/v1/tickets/3/messages", &answer)
            .await
            .expect(201);
        for (query, found) in [
            ("", &[4, 1][..]),
            ("?query=dark", &[4, 1]),
            // Words are looked for among them, whatever the words are.
            ("?query=lamp1%20OR%20lamp2", &[1]),
            ("?query=is:snoozed", &[]),
            ("?view=not-closed", &[4, 3, 2, 1]),
        ] {
            let page = check_page(&admin.get(&format!("/inbox{query}")).await, 200);
            assert_eq!(numbers(&page), found, "{query}");
        }
        // The overview has the same, as one address with the dashboard, with more words or without.
        let home = check_page(&admin.get("/").await, 200);
        let tile = home.one("a", &[("href", "/tickets?query=is:ours"), ("data-n", "2")]);
        for (url, current) in [
            (tile.attribute("href"), "Needsananswer2"),
            ("/tickets?query=dark%20IS:ours", "Needsananswer2"),
            ("/tickets?query=dark", "Everything4"),
            ("/tickets?query=-is:ours", "Everything4"),
            ("/tickets?query=is:ours%20OR%20dark", "Everything4"),
        ] {
            let page = check_page(&admin.get(url).await, 200);
            let links = page.all("a", &[("aria-current", "page")]).into_iter();
            let names = links.map(|link| link.text.replace(' ', ""));
            let counted = names.filter(|name| name.ends_with(|c: char| c.is_ascii_digit()));
            assert_eq!(counted.collect::<Vec<_>>(), [current], "{url}");
        }
        // Whoever is through is told so, and not that their words find nothing.
        for number in [1, 4] {
            let path = format!("/api/v1/tickets/{number}");
            let closed = json!({ "status": "closed" });
            api.patch(&path, &closed).await.expect(200);
        }
        let page = check_page(&admin.get(tile.attribute("href")).await, 200);
        let empty = page.one("div", &[("data-empty", "")]);
        assert!(empty.text.starts_with("All done"), "{}", empty.text);
    });
}

#[test]
fn what_a_search_does_not_understand_is_said_at_its_word() {
    play(async |world| {
        let admin = world.admin().await;
        let mail = Mail::text("ines@cust.example", "lamp", "dark");
        world.send(&mail).await;
        for path in ["/inbox", "/t/1"] {
            let asked = format!("{path}?query=lamp%20stauts:%3Cb%3E");
            let page = check_page(&admin.get(&asked).await, 200);
            let said = page.one("div", &[("id", "inbox-e"), ("role", "alert")]);
            assert!(said.text.contains("stauts:<b>"), "{}", said.text);
            let field = page.one("input", &[("data-complete", "query"), ("name", "query")]);
            assert_eq!(field.attribute("aria-describedby"), "inbox-e");
            assert_eq!(field.attribute("value"), "lamp stauts:<b>");
            assert_eq!(numbers(&page), [1], "the rest counts");
        }
    });
}

#[test]
fn what_changed_since_a_number_is_a_fragment() {
    play(async |world| {
        for n in 1..=3 {
            world
                .send(&Mail::text(
                    "ines@cust.example",
                    &format!("lamp{n}"),
                    "dark",
                ))
                .await;
        }
        let (admin, api) = (world.admin().await, world.api());
        let rev = world.desk().newest_change().unwrap().0;
        api.patch("/api/v1/tickets/1", &json!({"status": "closed"}))
            .await
            .expect(200);
        api.patch("/api/v1/tickets/2", &json!({"name": "new name"}))
            .await
            .expect(200);
        let path = format!("/inbox/items?view=needs-answer&after={rev}&open=2");
        let answer = admin.get(&path).await.expect(200);
        super::check_headers(&answer);
        let update = answer.page();
        assert_eq!(numbers(&update), [2]);
        let item = update.one("a", &[("data-number", "")]);
        assert_eq!(item.attribute("aria-current"), "page");
        assert!(item.text.contains("new name"));
        let head = update.one("div", &[("data-update", "")]);
        assert_eq!(head.attribute("data-gone"), "1");
        assert_eq!(update.one("span", &[("data-inbox-total", "")]).text, "2");
        let future = admin
            .get("/inbox/items?after=999999")
            .await
            .expect(200)
            .page();
        assert!(future.one("div", &[("data-update", "")]).has("data-reset"));
    });
}

#[test]
fn an_older_page_stays_beside_the_ticket_and_leads_back() {
    play(async |world| {
        let api = world.api();
        for n in 1..=45 {
            let new =
                json!({"name": format!("lamp{n}"), "customer": {"email": "ines@cust.example"}});
            api.post("/api/v1/tickets", &new).await.expect(201);
        }
        let admin = world.admin().await;
        let first = check_page(&admin.get("/inbox?view=not-closed").await, 200);
        let inbox = |page: &Page| page.one("section", &[("data-inbox", "")]).clone();
        assert_eq!(inbox(&first).attribute("data-live"), "1");
        let older = first.one("a", &[("data-older", "")]).attribute("href");
        let second = check_page(&admin.get(older).await, 200);
        assert_eq!(numbers(&second), [5, 4, 3, 2, 1]);
        assert_eq!(
            inbox(&second).attribute("data-live"),
            "",
            "no arrivals here"
        );
        let links = second.all("a", &[("class", "btn")]);
        let back = "/inbox?view=not-closed";
        assert!(links.iter().any(|link| link.attribute("href") == back));
        let item = second.all("a", &[("data-number", "")])[1].attribute("href");
        let ticket = check_page(&admin.get(item).await, 200);
        assert_eq!(
            numbers(&ticket),
            [5, 4, 3, 2, 1],
            "the same page of the inbox"
        );
        let back = "/t/4?view=not-closed";
        let links = ticket.all("a", &[("class", "btn")]);
        assert!(links.iter().any(|link| link.attribute("href") == back));
    });
}

#[test]
fn an_update_counts_the_views_and_says_what_stands_beside_the_ticket() {
    play(async |world| {
        let api = world.api();
        for (subject, from) in [
            ("lamp", "ines"),
            ("door", "ines"),
            ("roof", "tom"),
            ("wall", "zoe"),
        ] {
            let from = format!("{from}@{from}.example");
            world.send(&Mail::text(&from, subject, "?")).await;
        }
        let other = json!({"other": 3});
        api.post("/api/v1/tickets/1/link", &other).await.expect(200);
        let admin = world.admin().await;
        let update = async |open: &str, rev: u64| {
            let url = format!("/inbox/items?view=not-closed&open={open}&after={rev}");
            admin.get(&url).await.expect(200)
        };
        for (number, beside) in [(1, false), (2, true), (3, true), (4, false)] {
            let rev = world.desk().newest_change().unwrap().0;
            let path = format!("/api/v1/tickets/{number}");
            let closed = json!({"status": "closed"});
            api.patch(&path, &closed).await.expect(200);
            let answer = update("1", rev).await;
            let page = answer.page();
            let is = page.one("div", &[("data-update", "")]).has("data-beside");
            assert_eq!(is, beside, "{number}");
            // The views lead to the page that is open, and are counted anew.
            let view = page.one("a", &[("href", "/t/1?view=not-closed")]);
            let left = (4 - number).to_string();
            assert!(view.text.ends_with(&left), "{number}: {}", view.text);
            let page = update("", rev).await.page();
            page.one("a", &[("href", "/inbox?view=not-closed")]);
            assert!(!page.one("div", &[("data-update", "")]).has("data-beside"));
        }
    });
}

#[test]
fn a_word_that_nothing_has_is_put_right_and_said() {
    play(async |world| {
        let admin = world.admin().await;
        let mail = Mail::text("ines@cust.example", "The printer <b> smokes", "help");
        world.send(&mail).await;
        world
            .api()
            .patch("/api/v1/tickets/1", &json!({"tags": ["hot"]}))
            .await
            .expect(200);
        let asked = "/inbox?view=not-closed&query=prinetr%20tag:hot";
        let answer = admin.get(asked).await;
        let page = check_page(&answer, 200);
        assert_eq!(numbers(&page), [1]);
        let text = answer.text();
        assert!(
            text.contains("Nothing has <code><bdi>prinetr tag:hot</bdi></code>"),
            "{text}"
        );
        assert!(
            text.contains("<code><bdi>printer tag:hot</bdi></code>"),
            "{text}"
        );
        let field = page.one("input", &[("type", "search")]);
        assert_eq!(
            field.attribute("value"),
            "prinetr tag:hot",
            "what was typed stays"
        );
        // What comes is what the list shows.
        let live = page
            .one("section", &[("data-inbox", "")])
            .attribute("data-items-url");
        assert!(live.contains("printer"), "{live}");
        let none = admin.get("/inbox?query=zzzzzz").await.expect(200).text();
        assert!(!none.contains("Nothing has"));
        // The palette says it first; a program is told what would find something, and gets nothing.
        let palette = admin
            .get("/commands?query=prinetr")
            .await
            .expect(200)
            .page();
        let links = palette.all("a", &[]);
        assert!(
            links[0].text.contains("Nothing has prinetr"),
            "{}",
            links[0].text
        );
        assert_eq!(links[0].attribute("href"), "/tickets?query=printer");
        assert_eq!(links[1].attribute("href"), "/t/1");
        let list = world.api().get("/api/v1/tickets?query=prinetr").await;
        let want = json!({"tickets": [], "next": null, "near": "printer"});
        assert_eq!(list.expect(200).json(), want);
        for query in ["printer", "zzzzzz"] {
            let path = format!("/api/v1/tickets?query={query}");
            let list = world.api().get(&path).await.expect(200).json();
            assert!(list.get("near").is_none(), "{query}");
        }
    });
}
