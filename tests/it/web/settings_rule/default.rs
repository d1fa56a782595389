//! The default rule: what of it can be chosen, and that nothing else can.

use super::*;

const PATH: &str = "/settings/rules/1";

#[test]
fn what_new_tickets_have_can_be_chosen() {
    play(async |world| {
        let group = world.group("Front", &[]).await;
        let admin = world.admin().await;
        let page = check_page(&admin.get(PATH).await, 200);
        assert!(page.all("option", &[("value", "closed")]).is_empty());
        let mailbox = world.desk().book().unwrap().mailboxes[0]
            .address
            .to_string();
        let assignee = format!("group:{group}");
        let good = [
            ("status", "processing"),
            ("priority", "high"),
            ("assignee", assignee.as_str()),
            ("mailbox", mailbox.as_str()),
        ];
        admin.post(PATH, &good).await.expect(303);
        let page = check_page(&admin.get(PATH).await, 200);
        let kept = sent(&page);
        for (name, value) in good {
            assert!(
                kept.contains(&(name.to_owned(), value.to_owned())),
                "{name}: {kept:?}"
            );
        }
        let lamp = world
            .ticket(&Mail::text("a@cust.example", "lamp", "x"))
            .await;
        let lamp = world.api().ticket(lamp).await;
        assert_eq!(
            (&lamp["status"], &lamp["priority"]),
            (&json!("processing"), &json!("high"))
        );
        assert_eq!(lamp["assignee"]["group"], "Front");
        assert_eq!(world.act_count("rule-changed"), 1);
    });
}

#[test]
fn a_request_made_by_hand_is_refused_with_the_reason() {
    play(async |world| {
        let admin = world.admin().await;
        check_page(&admin.get(PATH).await, 200);
        let good = [
            ("status", "open"),
            ("priority", "low"),
            ("assignee", ""),
            ("mailbox", ""),
        ];
        for (more, says) in [
            (&[("enabled", "0")][..], "always on, always last"),
            (&[("stop", "1")], "always on, always last"),
            (
                &[
                    ("n1.kind", "group"),
                    ("n2.in", "1"),
                    ("n2.field", "subject"),
                    ("n2.operator", "contains"),
                    ("n2.value", "x"),
                ],
                "always on, always last",
            ),
            (&[("status", "closed")], "cannot be closed by default"),
            (&[("status", "gone")], "Choose one"),
            (&[("assignee", "group:99")], "nothing called"),
            (&[("mailbox", "no@where.example")], "nothing called"),
        ] {
            let fields = [more, &good[..]].concat();
            let page = check_page(&admin.post(PATH, &fields).await, 422);
            let summary = page.one("div", &[("class", "summary-box")]);
            assert!(summary.text.contains(says), "{more:?}: {}", summary.text);
        }
        let list = world.as_admin().rules(world.clock.now()).unwrap();
        assert_eq!(list.default, guichet::domain::rule::DefaultRule::default());
    });
}
