//! A ticket by hand whose customer is told: the ticket, its first e-mail and its place in the queue
//! are there together or not at all, and the customer's answer comes back to it.

use guichet::{
    domain::{
        access::Visibility,
        right::{Right, Rights},
    },
    store,
};
use serde_json::{Value, json};

use super::{bare, header, mails};
use crate::world::{World, mail::Mail, play, until};

const PATH: &str = "/api/v1/tickets";
const INES: &str = "Ines Caron <ines@cust.example>";

fn new(customer: Value) -> Value {
    json!({
        "name": "Lamp in the hall", "description": "We come on Tuesday.\n.\nBring the key",
        "customer": customer, "notify_customer": true,
    })
}

/// Tickets, messages, deliveries and customers that are there.
fn held(world: &World) -> [usize; 4] {
    let view = world.desk().store().read().unwrap();
    [
        store::ticket::all(&view).unwrap().len(),
        store::message::all(&view).unwrap().len(),
        store::delivery::all(&view).unwrap().len(),
        store::customer::all(&view).unwrap().len(),
    ]
}

#[test]
fn the_customer_is_told_and_their_answer_joins() {
    play(async |world| {
        let api = world.api();
        let rule = json!({
            "name": "by phone", "when": ["ticket_made"], "create": true,
            "conditions": { "all": [{"field": "subject", "operator": "contains", "value": "hall"}] },
            "actions": [{ "action": "add_tag", "value": "hall" }],
        });
        api.post("/api/v1/rules", &rule).await.expect(201);
        let customer = json!({"email": "ines@cust.example", "name": "Ines Caron"});
        let made = api.post(PATH, &new(customer)).await.expect(201).json();
        assert_eq!(made["tags"], json!(["hall"]), "rules run as ever");
        assert_eq!(made["assignee"], Value::Null, "nobody was chosen");
        let written = mails(&made);
        assert_eq!(written.len(), 1);
        assert_eq!(written[0]["direction"], "out");
        assert_eq!(written[0]["text"], made["description"]);
        until(world, 1, "delivered").await;
        let sent = world.sink.seen().received[0].raw.clone();
        assert_eq!(header(&sent, "Subject"), "Lamp in the hall [#1]");
        assert!(header(&sent, "To").contains("ines@cust.example"));
        let text = String::from_utf8_lossy(&sent);
        assert!(text.contains("We come on Tuesday.\r\n.\r\nBring the key"));
        assert!(!text.contains("In-Reply-To:") && !text.contains("References:"));
        let token = world.tickets()[0].token.as_str().to_owned();
        let reply_to = header(&sent, "Reply-To");
        assert_eq!(bare(&reply_to), format!("support+t{token}@lumen.example"));
        let answer = Mail::text(INES, "Re: Lamp", "I have it").to(bare(&reply_to));
        world.send(&answer).await;
        // Where plus addresses are lost on the way, the Message-ID leads back.
        let reference = format!("In-Reply-To: {}\r\n", header(&sent, "Message-ID"));
        let second = Mail::with(INES, "Re: Lamp", &reference, "the key, I mean");
        world.send(&second).await;
        assert_eq!(world.tickets().len(), 1, "both join");
        assert_eq!(mails(&api.ticket(1).await).len(), 3);
        world.check_store();
    });
}

#[test]
fn of_several_addresses_the_one_that_was_typed() {
    play(async |world| {
        let api = world.api();
        let both = json!({"name": "Ines", "addresses": ["ines@cust.example", "i@home.example"]});
        api.post("/api/v1/customers", &both).await.expect(201);
        let customer = json!({"email": "I@Home.example"});
        api.post(PATH, &new(customer)).await.expect(201);
        until(world, 1, "delivered").await;
        let sent = &world.sink.seen().received[0];
        assert!(
            header(&sent.raw, "To")
                .to_lowercase()
                .contains("i@home.example")
        );
        assert_eq!(held(world), [1, 1, 1, 1], "the customer is the same");
    });
}

#[test]
fn whoever_cannot_be_told_leaves_nothing_behind() {
    play(async |world| {
        let api = world.api();
        let refused = async |document: &Value, field: &str| {
            let answer = api.post(PATH, document).await.expect(422).json();
            assert_eq!(answer["field"], field, "{answer}");
            assert_eq!(held(world), [0; 4]);
        };
        let phone = json!({"name": "Ines", "phone": "+33 1 99"});
        refused(&new(phone), "notify_customer").await;
        let mut silent = new(json!({"email": "ines@cust.example"}));
        silent["description"] = json!(" \n");
        refused(&silent, "description").await;
        // Nothing of it is lost at the page either.
        let admin = world.admin().await;
        let fields = [
            ("customer.name", "Ines"),
            ("name", "lamp"),
            ("description", "We come on Tuesday"),
            ("notify_customer", "on"),
        ];
        admin.get("/tickets/new").await.expect(200);
        let page = admin.post("/tickets/new", &fields).await.expect(422);
        let text = page.text();
        assert!(text.contains("This customer has no e-mail address"));
        let page = page.page();
        let checked = page.one("input", &[("name", "notify_customer"), ("checked", "")]);
        assert_eq!(checked.attribute("aria-invalid"), "true");
        assert_eq!(page.value("customer.name"), "Ines");
        assert_eq!(held(world), [0; 4]);
    });
}

#[test]
fn who_may_not_write_to_customers_tells_none() {
    play(async |world| {
        let rights = [Right::TicketRead, Right::TicketEdit, Right::Api];
        let clerk = world.role("clerk", Rights::of(&rights)).await;
        let carl = world.person("Carl", &[clerk], Visibility::All, &[]).await;
        let page = carl.browser.get("/tickets/new").await.expect(200).text();
        assert!(!page.contains("notify_customer"));
        let mut ticket = new(json!({"email": "ines@cust.example"}));
        carl.api.post(PATH, &ticket).await.expect(403);
        assert_eq!(held(world), [0; 4]);
        ticket["notify_customer"] = json!(false);
        carl.api.post(PATH, &ticket).await.expect(201);
        assert_eq!(held(world), [1, 0, 0, 1]);
    });
}
