//! One rule: made and changed by its form, with and without a fault; what was typed stays.

use guichet::{
    desk::rules::{Unknown, write},
    domain::{access::Visibility, id::RuleId, role::OBSERVER},
};
use serde_json::{Value, json};

use super::check_page;
use crate::world::{World, html::Page, http::Browser, mail::Mail, play};

mod buttons;
mod default;
mod lab;
mod refused;

type Fields = Vec<(String, String)>;

const NEW: &str = "/settings/rules/new";

fn fields(list: &[(&str, &str)]) -> Fields {
    let owned = list
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

/// The rule of the prototype, with two lines that can be another's.
fn vpn(more: &[(&str, &str)]) -> Fields {
    let mut all = fields(&[
        ("name", "VPN"),
        ("description", "Who cannot connect"),
        ("enabled", "1"),
        ("when", "mail_makes_ticket"),
        ("n1.kind", "group"),
        ("n1.join", "all"),
        ("n2.in", "1"),
        ("n2.field", "subject"),
        ("n2.operator", "contains"),
        ("n2.value", "vpn"),
        ("a1.action", "priority"),
        ("a1.value", "urgent"),
    ]);
    for (name, value) in more {
        match all.iter_mut().find(|(own, _)| own == name) {
            Some(field) => (*value).clone_into(&mut field.1),
            None => all.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    all
}

async fn post(browser: &Browser, path: &str, fields: &Fields) -> crate::world::http::Answer {
    let pairs = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    browser.post(path, &pairs.collect::<Vec<_>>()).await
}

/// What a browser would send of the form of the rule, selects too.
fn sent(page: &Page) -> Fields {
    let mut fields = Fields::new();
    let mut select: Option<(String, bool)> = None;
    for element in page.all("", &[]) {
        let name = element.attribute("name").to_owned();
        match element.name.as_str() {
            "input" if name.is_empty() || name == "form_token" => {}
            "input" if element.attribute("type") == "checkbox" && !element.has("checked") => {}
            "input" => fields.push((name, element.attribute("value").to_owned())),
            "textarea" => fields.push((name, element.text.clone())),
            "select" => select = Some((name, false)),
            "option" => {
                let value = element.attribute("value").to_owned();
                match &mut select {
                    Some((name, found)) if !*found => {
                        *found = true;
                        fields.push((name.clone(), value));
                    }
                    Some(_) if element.has("selected") => {
                        fields.last_mut().unwrap().1 = value;
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    // Not of this form: theme and language, the list of keys.
    fields.retain(|(name, _)| !["back", "single_keys", ""].contains(&name.as_str()));
    fields
}

fn written(world: &World) -> Vec<Value> {
    let list = world.as_admin().rules(world.clock.now()).unwrap();
    let book = world.desk().book().unwrap();
    let rules = list.rules.iter();
    rules
        .map(|line| Value::Object(write::rule(&book, &line.rule)))
        .collect()
}

async fn rule(world: &World, written: Value) -> RuleId {
    let (admin, now) = (world.as_admin(), world.clock.now());
    let made = move |_: &_| admin.rule_make(written, Unknown::CreateTags, now);
    world.desk().run(made).await.unwrap().unwrap()
}

/// Every field and every shape at once, three groups deep.
fn everything() -> Value {
    json!({
        "name": "All <b>of</b> it",
        "description": "x",
        "enabled": false,
        "when": ["mail_makes_ticket", "ticket_changed"],
        "conditions": {"any": [
            {"field": "subject", "operator": "contains", "value": "vpn", "whole_word": true},
            {"all": [
                {"field": "header", "operator": "matches", "name": "x-priority", "value": "^[12]"},
                {"any": [
                    {"field": "attachment", "operator": "is_set"},
                    {"field": "attachment_size", "operator": "greater", "value": "500 KB"},
                    {"field": "age", "operator": "less", "value": "3d"},
                ]},
                {"field": "automatic", "operator": "is", "value": false},
            ]},
            {"field": "tag", "operator": "is_not", "value": "till"},
            {"field": "status", "operator": "is", "value": "waiting"},
            {"field": "priority", "operator": "greater", "value": "low"},
            {"field": "assignee", "operator": "is", "value": null},
            {"field": "assignee", "operator": "is_not", "value": {"group": "Network"}},
            {"field": "mailbox", "operator": "is", "value": "support@guichet.example"},
        ]},
        "actions": [
            {"action": "assign", "value": {"group": "Network"}},
            {"action": "status", "value": "processing"},
            {"action": "add_tag", "value": "vpn"},
            {"action": "remove_tag", "value": "till"},
            {"action": "name", "value": "VPN: <i>x</i>"},
            {"action": "note", "value": "one\ntwo"},
            {"action": "assign", "value": {"round_robin": "Network"}},
            {"action": "assign", "value": {"least_loaded": "Network"}},
        ],
        "stop": true,
    })
}

#[test]
fn a_rule_made_by_the_form_sorts_mail() {
    play(async |world| {
        let group = world.group("Network", &[]).await;
        let admin = world.admin().await;
        check_page(&admin.get(NEW).await, 200);
        let assign = format!("group:{group}");
        let form = vpn(&[
            ("a2.action", "assign"),
            ("a2.value", &assign),
            ("a3.action", "add_tag"),
            ("a3.value", "vpn"),
        ]);
        let answer = post(&admin, NEW, &form).await.expect(303);
        assert_eq!(answer.header("location"), "/settings/rules?saved=1");
        let hit = world
            .ticket(&Mail::text("a@cust.example", "My VPN", "x"))
            .await;
        let miss = world
            .ticket(&Mail::text("a@cust.example", "lamp", "x"))
            .await;
        let (hit, miss) = (
            world.api().ticket(hit).await,
            world.api().ticket(miss).await,
        );
        assert_eq!(hit["priority"], "urgent");
        assert_eq!(hit["assignee"]["group"], "Network");
        assert_eq!(hit["tags"], json!(["vpn"]));
        assert_eq!(
            (&miss["priority"], &miss["tags"]),
            (&json!("medium"), &json!([]))
        );
    });
}

#[test]
fn a_rule_comes_back_from_its_form_as_it_went_there() {
    play(async |world| {
        world.group("Network", &[]).await;
        let mailbox = world.desk().book().unwrap().mailboxes[0]
            .address
            .to_string();
        let mut all = everything();
        all["conditions"]["any"][7]["value"] = json!(mailbox);
        rule(world, all).await;
        let before = written(world);
        let admin = world.admin().await;
        let page = check_page(&admin.get("/settings/rules/2").await, 200);
        let form = sent(&page);
        post(&admin, "/settings/rules/2", &form).await.expect(303);
        assert_eq!(written(world), before);
        assert_eq!(before[0]["conditions"]["any"].as_array().unwrap().len(), 8);
        // Nothing changed, so nobody is told that something did.
        assert_eq!(world.act_count("rule-changed"), 0);
        let mut other = form.clone();
        other.iter_mut().find(|(name, _)| name == "name").unwrap().1 = "Another".to_owned();
        post(&admin, "/settings/rules/2", &other).await.expect(303);
        assert_eq!(written(world)[0]["name"], "Another");
        assert_eq!(world.act_count("rule-changed"), 1);
        // The first page is older than that now.
        let page = check_page(&post(&admin, "/settings/rules/2", &form).await, 422);
        let summary = page.one("div", &[("class", "summary-box")]);
        assert!(summary.text.contains("meanwhile"), "{}", summary.text);
        assert_eq!(page.value("name"), "All <b>of</b> it");
        let again = sent(&page);
        assert_eq!(again, form);
        check_page(&post(&admin, "/settings/rules/2", &again).await, 422);
        assert_eq!(written(world)[0]["name"], "Another");
    });
}

#[test]
fn what_is_gone_is_named_where_it_stands() {
    play(async |world| {
        let group = world.group("Network", &[]).await;
        let olga = world
            .person("Olga", &[OBSERVER], Visibility::All, &[])
            .await;
        let mut all = everything();
        let mailbox = world.desk().book().unwrap().mailboxes[0]
            .address
            .to_string();
        all["conditions"]["any"][7]["value"] = json!(mailbox);
        rule(world, all).await;
        let admin = world.admin().await;
        admin.get("/settings/rules").await.expect(200);
        let delete = format!("/settings/groups/{group}/delete");
        admin.post(&delete, &[]).await.expect(303);
        let page = check_page(&admin.get("/settings/rules/2").await, 200);
        let notice = page.one("div", &[("class", "notice amber")]);
        for said in ["Condition 11 · A group", "Action 1 · A group", "skipped"] {
            assert!(notice.text.contains(said), "{said}: {}", notice.text);
        }
        let chosen = page.all("option", &[("selected", ""), ("value", "")]);
        assert!(!chosen.is_empty());
        let gone = format!("group:{group}");
        let options = page.all("option", &[("value", gone.as_str())]);
        assert_eq!(options.len(), 2);
        assert_eq!(options[0].text, "Network (not there any more)");
        // Saved as it is, the form says what to mend; mended, it is kept.
        let form = sent(&page);
        let page = check_page(&post(&admin, "/settings/rules/2", &form).await, 422);
        let errors = page.all("p", &[("class", "error-msg")]);
        assert_eq!(errors.len(), 4);
        assert!(errors[0].text.contains("nothing called Network"));
        let mut mended = form;
        let of_it = |value: &str| value.ends_with(&format!(":{group}"));
        for (_, value) in mended.iter_mut().filter(|(_, value)| of_it(value)) {
            *value = format!("user:{}", olga.user.id);
        }
        post(&admin, "/settings/rules/2", &mended).await.expect(303);
    });
}
