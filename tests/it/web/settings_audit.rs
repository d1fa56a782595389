//! The audit log: lines as they are drawn, search, pages, the file, and a chain that somebody broke.

use guichet::{
    desk::{groups::GroupEdit, people::UserEdit},
    domain::{
        access::Visibility,
        right::{Right, Rights},
        role::{EXPERT, OBSERVER},
    },
    store,
};
use redb::{Database, ReadableTable, TableDefinition};
use serde_json::{Value, json};

use super::check_page;
use crate::{
    web::without_tokens,
    world::{NOW, World, html::Page, play, play_still},
};

const PATH: &str = "/settings/audit";

fn lines(page: &Page) -> Vec<String> {
    let rows = page.all("tr", &[("id", "")]);
    rows.iter().map(|row| row.text.clone()).collect()
}

/// The addresses of links that begin so.
fn links(page: &Page, start: &str) -> Vec<String> {
    let links = page.all("a", &[("href", "")]);
    let found = links.iter().map(|link| link.attribute("href").to_owned());
    found.filter(|href| href.starts_with(start)).collect()
}

/// Made groups, a changed person, and names that would like to be more than names.
async fn some(world: &World) {
    let emil = world
        .person("Emil <i>Post", &[EXPERT], Visibility::All, &[])
        .await;
    world.group("=1+1", &[emil.user.id]).await;
    world.group("Front <b>desk</b> \u{202e}ksed", &[]).await;
    let edit = UserEdit {
        roles: Some(vec![OBSERVER].into()),
        visibility: Some(Visibility::Own),
        ..UserEdit::default()
    };
    world.change(emil.user.id, edit).await;
}

#[test]
fn lines_say_who_did_what_and_what_it_was_before() {
    play(async |world| {
        some(world).await;
        let answer = world.admin().await.get(PATH).await;
        let page = check_page(&answer, 200);
        let lines = lines(&page);
        let newest = &lines[0];
        for words in [
            "Ada Byron ada@lumen.example",
            "Changed user Emil <i>Post",
            "Roles: Expert",
            "Observer",
            "Sees: All tickets",
            "Own tickets",
            "People",
            "Command line",
        ] {
            assert!(
                lines[0].contains(words) || lines.iter().any(|line| line.contains(words)),
                "{words}: {newest}"
            );
        }
        assert!(
            lines.last().unwrap().contains("Set up the desk"),
            "{lines:?}"
        );
        let text = answer.text();
        for markup in ["<i>Post", "<b>desk"] {
            assert!(!text.contains(markup), "a name is text");
        }
        assert!(
            text.contains("<bdi>Front &lt;b&gt;desk&lt;/b&gt; ksed</bdi>"),
            "set apart, and without the mark that turns text round"
        );
        // French says the same in French.
        let french = world.admin().await;
        french.get(PATH).await.expect(200);
        french
            .post("/preferences", &[("language", "fr")])
            .await
            .expect(303);
        let text = french.get(PATH).await.expect(200).text();
        assert!(
            text.contains("A créé le groupe <bdi>=1+1</bdi>"),
            "in French"
        );
    });
}

#[test]
fn a_search_and_a_kind_narrow_the_lines() {
    play(async |world| {
        some(world).await;
        let admin = world.admin().await;
        for (query, shown, hidden) in [
            ("kind=people", "Made group", "Made API token"),
            ("kind=access", "Made API token", "Made group"),
            ("kind=settings", "Set up the desk", "Made group"),
            ("query=front", "Front <b>desk", "=1+1"),
            ("query=FRONT+desk&kind=people", "Front <b>desk", "=1+1"),
            ("kind=nonsense", "Made group", "<nothing>"),
        ] {
            let page = check_page(&admin.get(&format!("{PATH}?{query}")).await, 200);
            let lines = lines(&page).join("\n");
            assert!(lines.contains(shown), "{query}: {lines}");
            assert!(!lines.contains(hidden), "{query}: {lines}");
        }
        let none = check_page(
            &admin.get(&format!("{PATH}?query=nothing+of+that")).await,
            200,
        );
        assert!(lines(&none).is_empty());
        assert!(
            none.one("main", &[])
                .text
                .contains("Nothing in the audit log matches")
        );
    });
}

#[test]
fn pages_of_a_long_log_lead_to_each_other() {
    play(async |world| {
        for number in 1..=60 {
            world.group(&format!("Group {number}"), &[]).await;
        }
        let admin = world.admin().await;
        let first = check_page(&admin.get(PATH).await, 200);
        assert_eq!(lines(&first).len(), 50);
        let older = links(&first, "/settings/audit?after=");
        let second = check_page(&admin.get(&older[0]).await, 200);
        let all = [lines(&first), lines(&second)].concat();
        let groups = all.iter().filter(|line| line.contains("Made group"));
        assert_eq!(groups.count(), 60);
        assert!(
            links(&second, "/settings/audit?after=").is_empty(),
            "the end"
        );
        let api = world.api();
        let (mut found, mut next) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/audit?kind=people&limit=7&after={next}");
            let page = api.get(&path).await.expect(200).json();
            found.extend(page["lines"].as_array().unwrap().clone());
            match page["next"].as_str() {
                Some(more) => more.clone_into(&mut next),
                None => break,
            }
        }
        let numbers: Vec<u64> = found
            .iter()
            .map(|line| line["id"].as_u64().unwrap())
            .collect();
        assert_eq!(numbers, (3..=62).rev().collect::<Vec<_>>());
    });
}

#[test]
fn programs_read_the_same_lines() {
    play_still(async |world| {
        some(world).await;
        let api = world.api();
        let all = api.get("/api/v1/audit").await.expect(200).json();
        let newest = &all["lines"][0];
        let want = json!({
            "id": newest["id"], "at": NOW.rfc3339(), "who": "Ada Byron <ada@lumen.example>",
            "via": "command line", "from": null, "act": "user-changed", "kind": "people",
            "subject": "Emil <i>Post <emil.ipost@lumen.example>",
            "changes": [{"field": "roles", "old": "expert", "new": "observer"},
                {"field": "visibility", "old": "all", "new": "own"}],
        });
        assert_eq!(newest["changes"], want["changes"]);
        assert_eq!(newest["who"], want["who"]);
        assert_eq!(newest["at"], want["at"]);
        api.post("/api/v1/groups", &json!({"name": "By token"}))
            .await
            .expect(201);
        let found = api
            .get("/api/v1/audit?query=by+token")
            .await
            .expect(200)
            .json();
        let line = &found["lines"][0];
        assert_eq!(
            (&line["via"], &line["from"]),
            (&json!("token: tests"), &json!("127.0.0.1"))
        );
        assert_eq!(found["next"], Value::Null);
        for (query, field) in [
            ("kind=x", "kind"),
            ("limit=0", "limit"),
            ("limit=201", "limit"),
            ("after=x", "after"),
        ] {
            let answer = api.get(&format!("/api/v1/audit?{query}")).await.expect(422);
            assert_eq!(answer.json()["field"], field, "{query}");
        }
    });
}

/// The cells of a file whose every cell stands between quotes.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_file_holds_every_line_and_no_formula() {
    play(async |world| {
        for number in 1..=450 {
            world.group(&format!("Group {number}"), &[]).await;
        }
        for name in ["=1+1", "+1", "-1", "@sum", "\u{feff}=1", "a\"b,c;d"] {
            world.group(name, &[]).await;
        }
        let admin = world.admin().await;
        let answer = admin.get("/settings/audit.csv").await.expect(200);
        assert_eq!(
            answer.header("content-type"),
            "text/csv; charset=utf-8; header=present"
        );
        assert_eq!(
            answer.header("content-disposition"),
            "attachment; filename=\"audit.csv\""
        );
        assert_eq!(answer.header("cache-control"), "no-store");
        let text = answer.text();
        let rows = cells(&text);
        assert_eq!(
            rows[0].join(" "),
            "id at who via from act kind subject changes"
        );
        let made = rows.iter().filter(|row| row[5] == "group-made");
        assert_eq!(made.count(), 456);
        for row in &rows {
            for cell in row {
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{cell:?}"
                );
            }
        }
        let subjects: Vec<&str> = rows.iter().map(|row| row[7].as_str()).collect();
        for subject in ["'=1+1", "'+1", "'-1", "'@sum", "a\"b,c;d"] {
            assert!(subjects.contains(&subject), "{subject}");
        }
        // The export is a line itself: the newest of its own file, with what was asked for.
        assert_eq!(rows[1][5], "audit-exported");
        let some = admin
            .get("/settings/audit.csv?kind=people&query=sum")
            .await
            .expect(200);
        assert_eq!(cells(&some.text()).len(), 2);
        let newest = world.api().get("/api/v1/audit?limit=1").await.json()["lines"][0].clone();
        assert_eq!(newest["act"], "audit-exported");
        assert_eq!(
            newest["changes"][0],
            json!({"field": "query", "old": "", "new": "sum"})
        );
        admin.get("/settings/audit.csv?kind=x").await.expect(422);
    });
}

/// Puts bytes in place of a line, in a file that no desk has open; gives back what stood there.
fn touch(data: &std::path::Path, number: u64, change: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
    const TABLE: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("audit");
    let file = Database::open(data.join("guichet.redb")).unwrap();
    let write = file.begin_write().unwrap();
    let old = {
        let mut table = write.open_table(TABLE).unwrap();
        let old = table.get(number).unwrap().unwrap().value().to_vec();
        table.insert(number, change(&old).as_slice()).unwrap();
        old
    };
    write.commit().unwrap();
    old
}

#[test]
fn a_line_that_somebody_changed_shows_as_a_broken_chain() {
    play(async |world| {
        some(world).await;
        // Signing in is a line itself.
        let chain = async |world: &World, path: &str| {
            let admin = world.admin().await;
            let view = world.desk().store().read().unwrap();
            let count = store::audit::verify(&view).unwrap().lines;
            let page = check_page(&admin.get(path).await, 200);
            (count, page.one("p", &[("id", "chain")]).text.clone())
        };
        let (count, said) = chain(world, PATH).await;
        assert!(
            said.contains(&format!("{count} lines, none\u{a0}missing")),
            "{said}"
        );
        // New lines are verified when they come.
        world.group("One more", &[]).await;
        let (more, said) = chain(world, PATH).await;
        assert_eq!(more, count + 2);
        assert!(
            said.contains(&format!("{more} lines, none\u{a0}missing")),
            "{said}"
        );
        let mut old = Vec::new();
        world
            .restart(|data| {
                old = touch(data, 2, |line| {
                    let mut line = line.to_vec();
                    *line.last_mut().unwrap() ^= 1;
                    line
                });
            })
            .await;
        for path in [PATH, "/settings/audit?verify=1"] {
            let (_, said) = chain(world, path).await;
            assert!(said.contains("does not hold"), "{said}");
            let page = check_page(&world.admin().await.get(path).await, 200);
            let alert = page.one("div", &[("role", "alert")]).text.clone();
            assert!(alert.contains("#2") || alert.contains("#3"), "{alert}");
        }
        world.restart(|data| drop(touch(data, 2, |_| old))).await;
        let (_, said) = chain(world, PATH).await;
        assert!(said.contains("none\u{a0}missing"), "{said}");
    });
}

#[test]
fn who_may_not_read_it_learns_nothing_of_it() {
    play(async |world| {
        let emil = world
            .person("Emil Post", &[EXPERT], Visibility::All, &[])
            .await;
        let before = world.desk().newest_change().unwrap();
        for path in [PATH, "/settings/audit.csv", "/settings/audit?query=x"] {
            let (answer, none) = (
                emil.browser.get(path).await,
                emil.browser.get("/none").await,
            );
            let bare = |text: String, path: &str| without_tokens(&text.replace(path, ""));
            assert_eq!(answer.status, 404);
            assert_eq!(bare(answer.text(), path), bare(none.text(), "/none"));
        }
        emil.api.get("/api/v1/audit").await.expect(404);
        assert_eq!(world.desk().newest_change().unwrap(), before);
        // Lines name people, roles and groups, and no ticket.
        let audit = Rights::of(&[Right::Audit]);
        let auditor = world.role("auditor", audit).await;
        let audra = world
            .person("Audra Auditor", &[auditor], Visibility::Own, &[])
            .await;
        world
            .ticket(&crate::world::mail::Mail::text(
                "ines@cust.example",
                "zanzibar",
                "x",
            ))
            .await;
        world.give(1, emil.user.id).await;
        let text = audra.browser.get(PATH).await.expect(200).text();
        assert!(!text.contains("zanzibar") && !text.contains("ines@cust"));
        let edit = GroupEdit {
            name: Some("Later".to_owned()),
            ..GroupEdit::default()
        };
        assert!(world.as_admin().group_make(edit, world.clock.now()).is_ok());
    });
}
