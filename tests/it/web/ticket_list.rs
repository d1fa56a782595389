//! The overview: rows, filters with counts, search, side panel, pages, and what changed since.

mod bulk;
mod chips;
mod empty;
mod export;
mod indexed;
mod order;
mod views;

use guichet::domain::{access::Visibility, role::EXPERT};
use serde_json::json;

use super::check_page;
use crate::world::{ADMIN, World, html::Page, mail::Mail, play};

fn numbers(page: &Page) -> Vec<u64> {
    let rows = page.all("tr", &[("data-number", "")]);
    rows.iter()
        .map(|row| row.attribute("data-number").parse().unwrap())
        .collect()
}

async fn three(world: &World) {
    for (from, name, text) in [
        (
            "Inès Lune <ines@cust.example>",
            "Printer <b>burns</b>",
            "It is on fire & \"smokes\"",
        ),
        ("bob@acme.example", "Licence key", "Where is it?"),
        ("zoe@acme.example", "Étage sombre", "La lampe du couloir"),
    ] {
        world.send(&Mail::text(from, name, text)).await;
    }
}

#[test]
fn a_new_desk_says_where_to_write() {
    play(async |world| {
        let page = check_page(&world.admin().await.get("/tickets").await, 200);
        assert!(
            page.elements
                .iter()
                .any(|e| e.name == "code" && e.text == crate::world::MAILBOX)
        );
        assert_eq!(numbers(&page), Vec::<u64>::new());
        // Who may change settings can watch a test e-mail arrive.
        let test = [("href", "/setup/first-mail"), ("class", "btn")];
        assert_eq!(page.all("a", &test).len(), 1);
        world.add_expert().await;
        let emil = world.stranger();
        emil.sign_in(crate::world::EXPERT, crate::world::PASSWORD)
            .await;
        let page = check_page(&emil.get("/tickets").await, 200);
        assert_eq!(page.all("a", &test).len(), 0);
    });
}

#[test]
fn rows_show_what_the_columns_name() {
    play(async |world| {
        three(world).await;
        let (admin, api) = (world.admin().await, world.api());
        let change = json!({"status": "waiting", "priority": "urgent", "tags": ["a", "b", "c"],
            "assignee": {"user": ADMIN}});
        api.patch("/api/v1/tickets/1", &change).await.expect(200);
        let answer = admin.get("/tickets").await;
        let page = check_page(&answer, 200);
        assert_eq!(numbers(&page), [1, 3, 2], "the newest change first");
        let row = page.one("tr", &[("data-number", "1")]);
        for words in [
            "Printer <b>burns</b>",
            "It is on fire & \"smokes\"",
            "Inès Lune",
            "Waiting",
            "Urgent",
            "Ada",
            "+1",
            "#1",
        ] {
            assert!(row.text.contains(words), "{words}: {}", row.text);
        }
        assert!(!answer.text().contains("<b>burns"), "a subject is text");
        assert_eq!(
            page.all("a", &[("href", "/t/1"), ("class", "subj")]).len(),
            1
        );
    });
}

#[test]
fn filters_and_words_narrow_the_list_and_count() {
    play(async |world| {
        three(world).await;
        let (admin, api) = (world.admin().await, world.api());
        api.post("/api/v1/groups", &json!({"name": "Second line"}))
            .await
            .expect(201);
        api.patch(
            "/api/v1/tickets/1",
            &json!({"status": "closed", "priority": "high"}),
        )
        .await
        .expect(200);
        api.patch(
            "/api/v1/tickets/2",
            &json!({"status": "waiting", "assignee": {"user": ADMIN}}),
        )
        .await
        .expect(200);
        api.patch(
            "/api/v1/tickets/3",
            &json!({"assignee": {"group": "Second line"}}),
        )
        .await
        .expect(200);
        for (query, found) in [
            ("", &[3, 2, 1][..]),
            ("status=open", &[3]),
            ("status=open,waiting", &[3, 2]),
            ("status=closed&priority=high", &[1]),
            ("status=closed&priority=low", &[]),
            ("priority=high,urgent", &[1]),
            ("assignee=me", &[2]),
            ("assignee=nobody", &[1]),
            ("assignee=group:1", &[3]),
            ("query=licence", &[2]),
            ("query=LICENCE+key", &[2]),
            ("query=acme", &[3, 2]),
            ("query=etage", &[3]),
            ("query=%C3%A9tage", &[3]),
            ("query=%232", &[2]),
            ("query=2", &[2]),
            ("query=lune", &[1]),
            ("query=nothing+of+that", &[]),
            ("status=nonsense", &[3, 2, 1]),
            ("query=%22%3E%3Cscript%3E", &[]),
        ] {
            let answer = admin.get(&format!("/tickets?{query}")).await;
            let page = check_page(&answer, 200);
            assert_eq!(numbers(&page), found, "{query}");
            assert!(!answer.text().contains("\"><script>"), "{query}");
        }
        // A count on a quick filter is the number of rows behind its link.
        let page = check_page(&admin.get("/tickets?query=acme").await, 200);
        let filters: Vec<_> = page
            .all("a", &[("href", "")])
            .into_iter()
            .filter(|a| a.attribute("class").starts_with("filter"))
            .collect();
        assert_eq!(filters.len(), 8);
        for filter in filters {
            let count: usize = filter
                .text
                .split_whitespace()
                .last()
                .unwrap()
                .parse()
                .unwrap();
            let behind = check_page(&admin.get(filter.attribute("href")).await, 200);
            assert_eq!(numbers(&behind).len(), count, "{}", filter.text);
        }
    });
}

#[test]
fn the_side_panel_stands_in_the_address() {
    play(async |world| {
        three(world).await;
        let admin = world.admin().await;
        let page = check_page(&admin.get("/tickets?status=open&preview=2").await, 200);
        let panel = page.one("aside", &[("data-preview", "")]);
        assert!(
            !panel.has("hidden") && panel.text.contains("Where is it?"),
            "{}",
            panel.text
        );
        assert_eq!(
            page.one("tr", &[("aria-current", "true")])
                .attribute("data-number"),
            "2"
        );
        let alone = admin.get("/t/2/preview").await.expect(200);
        super::check_headers(&alone);
        assert!(alone.text().contains("Where is it?"));
        assert!(
            alone.page().all("html", &[]).is_empty(),
            "a piece, not a page"
        );
        let page = check_page(&admin.get("/tickets?preview=99").await, 200);
        assert!(page.one("aside", &[("data-preview", "")]).has("hidden"));
    });
}

#[test]
fn older_pages_follow_without_loss_or_repeat() {
    play(async |world| {
        let api = world.api();
        for n in 1..=120 {
            let new = json!({"name": format!("n{n}"), "customer": {"email": "x@cust.example"}});
            api.post("/api/v1/tickets", &new).await.expect(201);
        }
        let admin = world.admin().await;
        let (mut path, mut all) = ("/tickets".to_owned(), Vec::new());
        loop {
            let page = check_page(&admin.get(&path).await, 200);
            all.extend(numbers(&page));
            let older = page
                .all("a", &[("class", "btn"), ("href", "")])
                .into_iter()
                .find(|a| a.attribute("href").contains("after_row="));
            match older {
                Some(link) => path = link.attribute("href").to_owned(),
                None => break,
            }
        }
        assert_eq!(all, (1..=120).rev().collect::<Vec<u64>>());
    });
}

#[test]
fn what_changed_since_a_number_is_a_fragment() {
    play(async |world| {
        three(world).await;
        let (admin, api) = (world.admin().await, world.api());
        let rev = world.desk().newest_change().unwrap().0;
        let fetch = async |query: &str| {
            let answer = admin
                .get(&format!("/tickets/rows?{query}"))
                .await
                .expect(200);
            super::check_headers(&answer);
            answer.page()
        };
        let nothing = fetch(&format!("status=open&after={rev}")).await;
        assert_eq!(numbers(&nothing), Vec::<u64>::new());
        api.patch("/api/v1/tickets/1", &json!({"status": "closed"}))
            .await
            .expect(200);
        api.patch("/api/v1/tickets/2", &json!({"priority": "high"}))
            .await
            .expect(200);
        let update = fetch(&format!("status=open&after={rev}")).await;
        assert_eq!(numbers(&update), [2]);
        let head = update.one("div", &[("data-update", "")]);
        assert_eq!(
            head.attribute("data-gone"),
            "1",
            "what left the list is named"
        );
        let newest = world.desk().newest_change().unwrap().0.to_string();
        assert_eq!(head.attribute("data-rev"), newest);
        assert!(!head.has("data-reset"));
        let future = fetch("after=999999").await;
        assert!(future.one("div", &[("data-update", "")]).has("data-reset"));
        let all = fetch("after=0").await;
        assert_eq!(numbers(&all).len(), 3);
    });
}

#[test]
fn what_is_not_understood_is_said_at_its_word_and_the_rest_finds() {
    play(async |world| {
        for subject in ["Printer", "Scanner"] {
            world
                .ticket(&Mail::text("ines@cust.example", subject, "Help"))
                .await;
        }
        let admin = world.admin().await;
        let list = admin
            .get("/tickets?query=print+stauts:%3Cb%3E+is:open")
            .await
            .expect(200);
        let (page, text) = (list.page(), list.text());
        assert!(
            text.contains("<mark dir=\"auto\">stauts:&lt;b&gt;</mark>"),
            "{text}"
        );
        assert!(text.contains("Did you mean “status:”?"));
        assert_eq!(page.value("query"), "print stauts:<b> is:open");
        page.one("input", &[("aria-describedby", "q-e")]);
        assert!(text.contains(">Printer<") && !text.contains(">Scanner<"));
        let fine = admin.get("/tickets?query=is:open").await.expect(200);
        assert!(!fine.text().contains("q-e"));
    });
}

#[test]
fn what_was_looked_for_is_marked_in_the_row() {
    play(async |world| {
        three(world).await;
        let note = json!({ "text": "The <i>smoke</i> alarm was off" });
        world
            .api()
            .post("/api/v1/tickets/1/notes", &note)
            .await
            .expect(201);
        let admin = world.admin().await;
        for (words, marked) in [
            (
                "smok",
                "It is on fire &amp; &quot;<mark>smokes</mark>&quot;",
            ),
            (
                "alarm",
                "The &lt;i&gt;smoke&lt;/i&gt; <mark>alarm</mark> was off",
            ),
            ("%22lampe+du%22", "La <mark>lampe du</mark> couloir"),
            ("burns", "It is on fire &amp; &quot;smokes&quot;"),
            ("burns", "Printer &lt;b&gt;<mark>burns</mark>&lt;/b&gt;"),
            ("subject:sombre", "Étage <mark>sombre</mark>"),
        ] {
            let list = admin.get(&format!("/tickets?query={words}")).await;
            check_page(&list, 200);
            assert!(list.text().contains(marked), "{words}: {}", list.text());
            let rows = format!("/tickets/rows?after=0&query={words}");
            let rows = admin.get(&rows).await.expect(200).text();
            assert!(rows.contains(marked), "{words}: {rows}");
        }
    });
}

#[test]
fn a_word_that_nothing_has_is_put_right_by_one_letter_and_that_is_said() {
    play(async |world| {
        three(world).await;
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        world.give(2, owen.user.id).await;
        let admin = world.admin().await;
        for (typed, shown, number) in [
            ("licenca", "licence", 2),
            ("pritner", "printer", 1),
            ("customer:acmee", "customer:acme", 0),
            ("licenca+OR+zzzzz", "licence OR zzzzz", 2),
            ("subject:sonbre+is:open", "subject:sombre is:open", 3),
        ] {
            let list = admin.get(&format!("/tickets?query={typed}")).await;
            let list = list.expect(200);
            let (page, text) = (list.page(), list.text());
            let said = format!("This is what <code><bdi>{shown}</bdi></code> finds");
            assert!(text.contains(&said), "{typed}: {text}");
            assert_eq!(page.value("query"), typed.replace('+', " "));
            match number {
                0 => assert_eq!(numbers(&page).len(), 2),
                _ => assert_eq!(numbers(&page), [number], "{typed}"),
            }
        }
        let list = admin.get("/tickets?query=%22licenca+key%22").await;
        let text = list.expect(200).text();
        assert!(
            text.contains("<bdi>&quot;licence key&quot;</bdi>"),
            "{text}"
        );
        // The first sixteen words are looked at, whether they stand in one phrase or in several.
        for (before, is_told) in [(15, true), (16, false)] {
            let long = "zzzzz+OR+".repeat(before);
            let list = admin.get(&format!("/tickets?query={long}licenca")).await;
            let text = list.expect(200).text();
            assert_eq!(text.contains("This is what"), is_told, "{before}: {text}");
        }
        for typed in ["zzzzz", "lit", "printer+licence", "-licenca+printer"] {
            let list = admin.get(&format!("/tickets?query={typed}")).await;
            assert!(!list.expect(200).text().contains("This is what"), "{typed}");
        }
        // Of a ticket that is not theirs nobody learns a word.
        let list = owen.browser.get("/tickets?query=pritner").await.expect(200);
        assert!(!list.text().contains("printer"), "{}", list.text());
        let list = owen.browser.get("/tickets?query=licenca").await.expect(200);
        assert_eq!(numbers(&list.page()), [2]);
    });
}
