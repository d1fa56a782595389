//! The list of tags: counts of what the reader sees, and what completion offers.

use guichet::{
    desk::people::NewUser,
    domain::{
        access::Visibility,
        address::EmailAddress,
        right::{Right, Rights},
        role::EXPERT as EXPERT_ROLE,
    },
};
use serde_json::json;

use super::check_page;
use crate::world::{EXPERT, PASSWORD, World, play};

async fn ticket(world: &World, tags: serde_json::Value, more: serde_json::Value) {
    let mut ticket = json!({"name": "lamp", "customer": {"name": "Bob"}, "tags": tags});
    for (key, value) in more.as_object().unwrap() {
        ticket[key] = value.clone();
    }
    let made = world.api().post("/api/v1/tickets", &ticket).await;
    made.expect(201);
}

/// Somebody who sees what is theirs.
async fn narrow(world: &World) {
    let now = world.clock.now();
    let new = NewUser {
        email: EmailAddress::parse(EXPERT).unwrap(),
        name: "Emil Post".to_owned(),
        roles: vec![EXPERT_ROLE],
        visibility: Visibility::Own,
        groups: Vec::new(),
        password: Some(PASSWORD.to_owned()),
    };
    let admin = world.as_admin();
    let made = world.desk().run(move |_| admin.user_make(new, now));
    made.await.unwrap().unwrap();
}

#[test]
fn counts_follow_every_change_and_the_eye_of_the_reader() {
    play(async |world| {
        narrow(world).await;
        ticket(world, json!(["till", "vpn"]), json!({})).await;
        ticket(
            world,
            json!(["till"]),
            json!({"assignee": {"user": EXPERT}}),
        )
        .await;
        ticket(world, json!(["mail"]), json!({})).await;
        let admin = world.admin().await;
        let row = async |name: &str| {
            let answer = admin.get("/settings/tags").await;
            let page = check_page(&answer, 200);
            let rows = page.all("tr", &[]);
            let found = rows.iter().find(|row| row.text.starts_with(name)).unwrap();
            let words: Vec<&str> = found.text.split_whitespace().collect();
            words[..].join(" ")
        };
        assert!(
            row("till").await.starts_with("till22"),
            "{}",
            row("till").await
        );
        let close = json!({"status": "closed"});
        let api = world.api();
        api.patch("/api/v1/tickets/1", &close).await.expect(200);
        assert!(
            row("till").await.starts_with("till12"),
            "{}",
            row("till").await
        );
        assert!(
            row("vpn").await.starts_with("vpn01"),
            "{}",
            row("vpn").await
        );
        let less = json!({"tags": ["mail"]});
        api.patch("/api/v1/tickets/1", &less).await.expect(200);
        assert!(row("till").await.starts_with("till11"));
        assert!(row("mail").await.starts_with("mail12"));
        // What is offered while typing stands on a ticket that the reader sees.
        let emil = world.stranger();
        emil.sign_in(EXPERT, PASSWORD).await;
        let page = check_page(&emil.get("/t/2").await, 200);
        let offered: Vec<String> = page
            .all("option", &[])
            .iter()
            .filter(|option| !option.has("selected") && option.text.is_empty())
            .map(|option| option.attribute("value").to_owned())
            .collect();
        assert_eq!(offered, ["till"]);
        check_page(&emil.get("/settings/tags").await, 404);
        let page = check_page(&admin.get("/t/2").await, 200);
        assert_eq!(page.all("option", &[("value", "vpn")]).len(), 1);
    });
}

#[test]
fn who_keeps_rules_sees_which_use_a_tag() {
    play(async |world| {
        for tags in [json!(["till", "tills"]), json!(["vpn"])] {
            ticket(world, tags, json!({})).await;
        }
        let rule = async |name: &str, conditions: serde_json::Value, action: &str| {
            let rule = json!({
                "name": name,
                "when": ["ticket_changed"],
                "conditions": conditions,
                "actions": [{"action": action, "value": "tills"}],
            });
            world.api().post("/api/v1/rules", &rule).await.expect(201);
        };
        let admin = world.admin().await;
        let used = async |name: &str| {
            let page = check_page(&admin.get("/settings/tags").await, 200);
            let rows = page.all("tr", &[]);
            let at = rows
                .iter()
                .position(|row| row.text.starts_with(name))
                .unwrap();
            let cells = page.all("td", &[("data-l", "Used by rules")]);
            // The head of the table is the first row.
            cells[at - 1].text.trim().to_owned()
        };
        assert_eq!(used("tills").await, "no rule");
        rule("gives", json!({"all": []}), "add_tag").await;
        assert_eq!(used("tills").await, "1 rule");
        let asks = json!({"all": [{"field": "tag", "operator": "is", "value": "vpn"}]});
        rule("asks", asks, "remove_tag").await;
        assert_eq!(used("tills").await, "2 rules");
        assert_eq!(used("vpn").await, "1 rule");
        assert_eq!(used("till").await, "no rule");
        // Rules follow a tag that is merged.
        let into = [("into", "till")];
        let merge = admin.post("/settings/tags/2/merge", &into).await;
        merge.expect(303);
        assert_eq!(used("till").await, "2 rules");
        let page = check_page(&admin.get("/settings/tags").await, 200);
        let one = page.all("a", &[("href", "/settings/rules/3")]);
        assert_eq!(one[0].text.trim(), "1 rule", "of vpn");
        let role = world.role("clerk", Rights::of(&[Right::Tags])).await;
        let clerk = world
            .person("Clara Clerk", &[role], Visibility::All, &[])
            .await;
        let page = check_page(&clerk.browser.get("/settings/tags").await, 200);
        assert!(page.all("td", &[("data-l", "Used by rules")]).is_empty());
    });
}

#[test]
fn an_empty_desk_says_what_tags_are() {
    play(async |world| {
        let page = check_page(&world.admin().await.get("/settings/tags").await, 200);
        assert_eq!(page.all("table", &[]).len(), 0);
    });
}
