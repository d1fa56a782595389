//! What the buttons of the form do to what was typed; nothing is kept by them.

use super::*;
use crate::world::http::Request;

/// Presses a button of a form and reads what a browser would send of what comes back.
async fn press(admin: &Browser, form: &Fields, word: &str) -> (Page, Fields) {
    let mut form = form.clone();
    form.push(("do".to_owned(), word.to_owned()));
    let page = check_page(&post(admin, NEW, &form).await, 200);
    let sent = sent(&page);
    (page, sent)
}

fn value<'a>(form: &'a Fields, name: &str) -> &'a str {
    let field = form.iter().find(|(own, _)| own == name);
    field.map_or("", |(_, value)| value.as_str())
}

fn focused(page: &Page) -> String {
    let found = page.all("", &[("autofocus", "")]);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].attribute("id").to_owned()
}

#[test]
fn conditions_groups_and_actions_are_added_and_removed() {
    play(async |world| {
        let admin = world.admin().await;
        check_page(&admin.get(NEW).await, 200);
        let typed = vpn(&[("name", ""), ("n2.value", "<b>x</b>")]);
        let (page, form) = press(&admin, &typed, "add-condition:1").await;
        assert_eq!(focused(&page), "n3-field");
        assert_eq!(value(&form, "n2.value"), "<b>x</b>");
        assert_eq!(value(&form, "n3.operator"), "contains");
        let (page, form) = press(&admin, &form, "add-group:1").await;
        assert_eq!(focused(&page), "n4-join");
        assert_eq!(value(&form, "n4.join"), "any");
        assert_eq!(value(&form, "n5.in"), "4");
        // Into the first group: what stands behind it moves on.
        let (page, form) = press(&admin, &form, "add-condition:1").await;
        assert_eq!(focused(&page), "n6-field");
        let (_, form) = press(&admin, &form, "add-condition:4").await;
        assert_eq!(value(&form, "n6.in"), "4");
        assert_eq!(value(&form, "n7.in"), "1");
        let (page, form) = press(&admin, &form, "remove:4").await;
        assert_eq!(focused(&page), "n1-add");
        assert_eq!(value(&form, "n4.in"), "1");
        assert!(!form.iter().any(|(name, _)| name.starts_with("n5.")));
        let (page, form) = press(&admin, &form, "add-action").await;
        assert_eq!(focused(&page), "a2-action");
        let (page, form) = press(&admin, &form, "remove-action:1").await;
        assert_eq!(focused(&page), "add-action");
        assert_eq!(value(&form, "a1.action"), "assign");
        // As deep as groups may stand, and no deeper.
        let mut deep = form;
        for _ in 0..4 {
            let group = deep
                .iter()
                .rfind(|(name, _)| name.ends_with(".kind"))
                .unwrap();
            let number = group
                .0
                .trim_start_matches('n')
                .trim_end_matches(".kind")
                .to_owned();
            let (page, next) = press(&admin, &deep, &format!("add-group:{number}")).await;
            deep = next;
            let buttons = page.all("button", &[("name", "do")]);
            let more = buttons
                .iter()
                .filter(|it| it.attribute("value").starts_with("add-group"));
            assert!(more.count() <= 4);
        }
        let groups = deep.iter().filter(|(name, _)| name.ends_with(".kind"));
        assert_eq!(groups.count(), 5);
        for bad in [
            "",
            "save",
            "remove:1",
            "remove:99",
            "add-condition:2",
            "remove-action:9",
        ] {
            let mut form = typed.clone();
            form.push(("do".to_owned(), bad.to_owned()));
            check_page(&post(&admin, NEW, &form).await, 400);
        }
        assert_eq!(written(world), Vec::<Value>::new(), "nothing was kept");
    });
}

#[test]
fn controls_follow_what_was_chosen_above_them() {
    play(async |world| {
        world.group("Network", &[]).await;
        let admin = world.admin().await;
        check_page(&admin.get(NEW).await, 200);
        for (field, operator, value) in [
            ("body", "contains", "vpn"),
            ("status", "is", "open"),
            ("priority", "is", "medium"),
            ("automatic", "is", "yes"),
            ("attachment", "is_set", ""),
            ("attachment_size", "greater", ""),
            ("age", "greater", ""),
            ("assignee", "is", ""),
            ("tag", "is", "vpn"),
        ] {
            let typed = vpn(&[("n2.field", field), ("n2.was", "text")]);
            let (page, form) = press(&admin, &typed, "fields:n2-field").await;
            assert_eq!(super::buttons::value(&form, "n2.field"), field);
            assert_eq!(
                super::buttons::value(&form, "n2.operator"),
                operator,
                "{field}"
            );
            assert_eq!(super::buttons::value(&form, "n2.value"), value, "{field}");
            assert_eq!(focused(&page), "n2-field");
        }
        let forged = vpn(&[("n2.field", "sender_domain")]);
        let (page, _) = press(&admin, &forged, "fields").await;
        assert!(
            page.all("span", &[])
                .iter()
                .any(|it| it.text.contains("can be forged"))
        );
        let header = vpn(&[("n2.field", "header"), ("n2.name", "X-<b>")]);
        let (page, _) = press(&admin, &header, "fields").await;
        assert_eq!(page.value("n2.name"), "X-<b>");
    });
}

#[test]
fn the_form_alone_is_sent_to_who_asks_for_it() {
    play(async |world| {
        let admin = world.admin().await;
        check_page(&admin.get(NEW).await, 200);
        let mut form = vpn(&[("do", "add-condition:1")]);
        form.push(("form_token".to_owned(), admin.form_token()));
        let pairs: Vec<_> = form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let body = crate::world::http::urlencoded(&pairs);
        let request = Request::new("POST", NEW)
            .header("x-fragment", "1")
            .body("application/x-www-form-urlencoded", body);
        let text = admin.fetch(request).await.expect(200).text();
        assert!(
            !text.contains("<html") && text.contains("id=\"n3-field\""),
            "{text}"
        );
        check_page(&admin.get("/settings/rules/2").await, 404);
        check_page(
            &post(&admin, "/settings/rules/2", &vpn(&[("do", "add-action")])).await,
            404,
        );
        check_page(&post(&admin, "/settings/rules/2", &vpn(&[])).await, 404);
    });
}
