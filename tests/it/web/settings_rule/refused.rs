//! What cannot be kept: said at its field, and what was typed stays.

use super::*;

/// Posts a form with some fields changed; the first error must stand at a control.
async fn refuse(admin: &Browser, more: &[(&str, &str)], at: &str, says: &str) {
    let form = vpn(more);
    let page = check_page(&post(admin, NEW, &form).await, 422);
    let errors = page.all("p", &[("class", "error-msg")]);
    let ids: Vec<&str> = errors.iter().map(|it| it.attribute("id")).collect();
    let id = format!("{at}-e");
    assert!(ids.contains(&id.as_str()), "{at}: {ids:?}");
    let error = errors.iter().find(|it| it.attribute("id") == id).unwrap();
    assert!(error.text.contains(says), "{at}: {}", error.text);
    let link = format!("#{at}");
    page.one("a", &[("href", link.as_str())]);
    page.one("", &[("id", at)]);
    for (name, value) in more.iter().filter(|(name, _)| name.ends_with(".value")) {
        let kept = sent(&page);
        let kept = kept
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str());
        let choice = ["assign", "priority", "status", "mailbox"]
            .iter()
            .any(|it| more[0].1 == *it);
        assert!(choice || kept == Some(*value), "{name} {kept:?}");
    }
}

#[test]
fn every_bad_input_is_said_at_its_field() {
    play(async |world| {
        let nils = world.person("Nils", &[], Visibility::All, &[]).await;
        let admin = world.admin().await;
        check_page(&admin.get(NEW).await, 200);
        let (long, user) = ("x".repeat(10_000), format!("user:{}", nils.user.id));
        let own = world.desk().book().unwrap().mailboxes[0]
            .address
            .to_string();
        let spans = [
            ("n2.field", "age"),
            ("n2.operator", "greater"),
            ("n2.value", "soon"),
        ];
        let sizes = [
            ("n2.field", "attachment_size"),
            ("n2.operator", "less"),
            ("n2.value", "2 GB"),
        ];
        let pattern = |value| [("n2.operator", "matches"), ("n2.value", value)];
        let header = [
            ("n2.field", "header"),
            ("n2.name", "a b"),
            ("n2.value", "x"),
        ];
        let cases: &[(&[(&str, &str)], &str, &str)] = &[
            (&[("name", " ")], "name", "Write something"),
            (&[("name", &long)], "name", "At most 100"),
            (&[("description", &long)], "description", "At most 1,000"),
            (&[("n2.value", "  ")], "n2-value", "Write something"),
            (&[("n2.value", &long)], "n2-value", "At most 1,000"),
            (&pattern("(a"), "n2-value", "unclosed group"),
            (&pattern(r"(\w{100}){100}"), "n2-value", "too large"),
            (&[("n2.field", "nonsense")], "n2-field", "Choose one"),
            (&[("n2.operator", "greater")], "n2-operator", "Choose one"),
            (&spans, "n2-value", "30m"),
            (&sizes, "n2-value", "500 KB"),
            (&header, "n2-name", "not what belongs"),
            (
                &[
                    ("n2.field", "tag"),
                    ("n2.operator", "is"),
                    ("n2.value", "a:b"),
                ],
                "n2-value",
                "40 characters",
            ),
            (&[("when", "never")], "when", "Choose one"),
            (&[("a1.action", "nonsense")], "a1-action", "Choose one"),
            (
                &[("a1.action", "mailbox"), ("a1.value", &own)],
                "a1-action",
                "Only the default",
            ),
            (
                &[("a1.action", "assign"), ("a1.value", &user)],
                "a1-value",
                "may not see",
            ),
            (
                &[("a1.action", "assign"), ("a1.value", "group:99")],
                "a1-value",
                "nothing called",
            ),
            (
                &[("a1.action", "note"), ("a1.value", "")],
                "a1-value",
                "Write something",
            ),
        ];
        for (more, at, says) in cases {
            refuse(&admin, more, at, says).await;
        }
        let mut idle = vpn(&[]);
        idle.retain(|(name, _)| !name.starts_with("a1") && name != "when");
        let page = check_page(&post(&admin, NEW, &idle).await, 422);
        page.one("a", &[("href", "#when")]);
        idle.push(("when".to_owned(), "ticket_made".to_owned()));
        let page = check_page(&post(&admin, NEW, &idle).await, 422);
        page.one("a", &[("href", "#add-action")]);
        assert_eq!(written(world), Vec::<Value>::new());
        let title = page.one("title", &[]);
        assert!(title.text.starts_with("Error: "), "{}", title.text);
    });
}

#[test]
fn too_much_is_refused_and_stays() {
    play(async |world| {
        let admin = world.admin().await;
        check_page(&admin.get(NEW).await, 200);
        let many = |count: usize| {
            let mut form = vpn(&[]);
            for number in 3..count + 2 {
                for (key, value) in [
                    ("in", "1"),
                    ("field", "body"),
                    ("operator", "contains"),
                    ("value", "x"),
                ] {
                    form.push((format!("n{number}.{key}"), value.to_owned()));
                }
            }
            form
        };
        let page = check_page(&post(&admin, NEW, &many(201)).await, 422);
        let summary = page.one("div", &[("class", "summary-box")]);
        assert!(
            summary.text.contains("at most 200 conditions"),
            "{}",
            summary.text
        );
        let kept = sent(&page);
        assert_eq!(
            kept.iter()
                .filter(|(name, _)| name.ends_with(".value"))
                .count(),
            202
        );
        check_page(&post(&admin, NEW, &many(1_000)).await, 413);
        post(&admin, NEW, &many(200)).await.expect(303);
        let mut actions = vpn(&[]);
        for number in 2..=21 {
            actions.push((format!("a{number}.action"), "note".to_owned()));
            actions.push((format!("a{number}.value"), "x".to_owned()));
        }
        let page = check_page(&post(&admin, NEW, &actions).await, 422);
        let summary = page.one("div", &[("class", "summary-box")]);
        assert!(
            summary.text.contains("at most 20 actions"),
            "{}",
            summary.text
        );
        // Groups in groups in groups.
        for (depth, status) in [(5, 303), (6, 422), (11, 422), (20, 413)] {
            let mut form = vpn(&[]);
            for level in 0..depth - 1 {
                form.push((format!("n{}.kind", level + 3), "group".to_owned()));
                let inside = if level == 0 { 1 } else { level + 2 };
                form.push((format!("n{}.in", level + 3), inside.to_string()));
            }
            check_status(&post(&admin, NEW, &form).await, status);
        }
        let (desk, now) = (world.as_admin(), world.clock.now());
        let rules: Vec<Value> = (2..500)
            .map(|_| json!({"name": "x", "when": ["ticket_made"], "stop": true}))
            .collect();
        let fill = move |_: &_| desk.rules_import(rules, Unknown::Refuse, now);
        world.desk().run(fill).await.unwrap().unwrap();
        let page = check_page(&post(&admin, NEW, &vpn(&[])).await, 422);
        let summary = page.one("div", &[("class", "summary-box")]);
        assert!(
            summary.text.contains("at most 500 rules"),
            "{}",
            summary.text
        );
        assert_eq!(page.value("name"), "VPN");
        check_page(&admin.get("/settings/rules").await, 200);
        check_page(&admin.post("/settings/rules/2/duplicate", &[]).await, 422);
    });
}

#[track_caller]
fn check_status(answer: &crate::world::http::Answer, status: u16) {
    assert_eq!(answer.status, status, "{}", answer.text());
}
