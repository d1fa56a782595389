//! A desk with people who see some tickets, one who sees all, and one who has what is hidden; and
//! everything that can happen to a ticket that the former do not see.

use guichet::domain::{
    access::Visibility,
    assignee::Assignee,
    id::{GroupId, UserId},
    right::Rights,
    role::EXPERT,
};
use serde_json::{Value, json};

use crate::world::{World, http::Api, mail::Mail, person::Person};

const INES: &str = "Ines <ines@cust.example>";

/// The numbers that addresses are made of.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    after: u64,
    then: u64,
    ticket: u64,
    customer: u64,
    company: u64,
    user: UserId,
    group: GroupId,
}

/// Somebody who looks everywhere.
pub struct Reader {
    pub who: Person,
    pub rights: Rights,
    /// A ticket that they see, and its first message.
    pub own: u64,
    line: u64,
    places: Places,
}

impl Reader {
    pub fn fill(&self, address: &str) -> String {
        let places = self.places;
        let mut address = address.to_owned();
        for (name, number) in [
            ("{own}", self.own),
            ("{line}", self.line),
            ("{after}", places.after),
            ("{then}", places.then),
            ("{ticket}", places.ticket),
            ("{customer}", places.customer),
            ("{company}", places.company),
            ("{user}", places.user.0),
            ("{group}", places.group.0),
        ] {
            address = address.replace(name, &number.to_string());
        }
        assert!(!address.contains(['{', '}']), "{address}");
        address
    }
}

/// Everybody.
pub struct Office {
    /// They see their own ticket, and not what will be hidden.
    pub some: Vec<Reader>,
    /// She sees everything.
    pub all: Reader,
    pub otto: Person,
    beta: GroupId,
}

fn with_file(subject: &str) -> Mail {
    Mail::with(
        INES,
        subject,
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
        "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>dark</p>\r\n--b\r\n\
         Content-Type: text/plain; name=x\r\nContent-Disposition: attachment; filename=x\r\n\r\nx\r\n--b--",
    )
}

async fn make(api: &Api, path: &str, document: &Value) {
    let path = format!("/api/v1/{path}");
    api.post(&path, document).await.expect(201);
}

/// The next number of a kind of record that is never deleted here.
async fn next(api: &Api, noun: &str) -> u64 {
    let list = api.get(&format!("/api/v1/{noun}")).await.expect(200).json();
    let list = list[noun].as_array().unwrap();
    let ids = list.iter().map(|it| it["id"].as_u64().unwrap());
    ids.max().unwrap() + 1
}

/// The number of a ticket's first message.
async fn message(world: &World, ticket: u64) -> u64 {
    let ticket = world.api().ticket(ticket).await;
    let lines = ticket["activities"].as_array().unwrap();
    let mail = lines.iter().find(|line| line["kind"] == "mail").unwrap();
    mail["id"].as_u64().unwrap()
}

/// What the desk has beside tickets: a rule, hours, a shared view, a tag on each of four tickets.
async fn furnish(world: &World) {
    let api = world.api();
    for name in ["zero", "lamp", "door", "roof"] {
        let ticket = world.ticket(&with_file(name)).await;
        let known = json!({ "tags": ["known"] });
        let path = format!("/api/v1/tickets/{ticket}");
        api.patch(&path, &known).await.expect(200);
    }
    let rule = json!({
        "name": "dark",
        "when": ["ticket_made"],
        "conditions": { "all": [{ "field": "subject", "operator": "contains", "value": "zanzibar" }] },
        "actions": [{ "action": "priority", "value": "high" }],
    });
    make(&api, "rules", &rule).await;
    let hours = json!({ "name": "Office", "hours": { "mon": ["09:00-17:00"] } });
    make(&api, "calendars", &hours).await;
    let view = json!({ "name": "Dark", "shared": true, "list": "query=zanzibar" });
    make(&api, "views", &view).await;
}

/// The desk before anything is hidden.
pub async fn office(world: &World) -> Office {
    let (own, groups) = (Visibility::Own, Visibility::Groups);
    let alpha = world.group("Alpha", &[]).await;
    let keeper = world.role("keeper", Rights::EVERY).await;
    let owen = world.person("Owen Own", &[EXPERT], own, &[]).await;
    let gina = world
        .person("Gina Groups", &[EXPERT], groups, &[alpha])
        .await;
    let kim = world.person("Kim Keeper", &[keeper], own, &[]).await;
    let otto = world
        .person("Otto Other", &[EXPERT], Visibility::All, &[])
        .await;
    let beta = world.group("Beta", &[otto.user.id]).await;
    furnish(world).await;
    world.give(2, owen.user.id).await;
    world.assign(3, Some(Assignee::Group(alpha))).await;
    world.give(4, kim.user.id).await;
    otto.api.get("/api/v1/tickets").await.expect(200);
    let then = world.desk().newest_change().unwrap().0;
    make(&world.api(), "tags", &json!({ "name": "spare" })).await;
    let api = world.api();
    let places = Places {
        after: world.desk().newest_change().unwrap().0,
        then,
        ticket: 5,
        customer: next(&api, "customers").await,
        company: next(&api, "organizations").await,
        user: otto.user.id,
        group: beta,
    };
    let expert = guichet::domain::role::predefined()[1].rights;
    let reader = async |who: Person, rights: Rights, own: u64| {
        // What was looked at once is not new any more, and a token that was used is no new one.
        who.browser.get(&format!("/t/{own}")).await.expect(200);
        who.api.get("/api/v1/tickets").await.expect(200);
        Reader {
            line: message(world, own).await,
            who,
            rights,
            own,
            places,
        }
    };
    let some = vec![
        reader(owen, expert, 2).await,
        reader(gina, expert, 3).await,
        reader(kim, Rights::EVERY, 4).await,
    ];
    let all = reader(world.ada().await, Rights::EVERY, 2).await;
    Office {
        some,
        all,
        otto,
        beta,
    }
}

impl Office {
    /// Everything that can happen to tickets of others: made by a stranger and by somebody known,
    /// answered, noted, linked, merged, given around, put off and thrown away.
    pub async fn life(&self, world: &World) {
        let api = &self.otto.api;
        let stranger = "Zora Zanzibar <zora@zanzibar.example>";
        let mut hidden = Vec::new();
        for from in [stranger, INES] {
            let mail = Mail::text(from, "zanzibar again", "zanzibar");
            hidden.push(world.ticket(&mail).await);
        }
        assert_eq!(hidden[0], self.all.places.ticket);
        for ticket in &hidden {
            world
                .assign(*ticket, Some(Assignee::Group(self.beta)))
                .await;
            world.give(*ticket, self.otto.user.id).await;
            let path = format!("/api/v1/tickets/{ticket}");
            let edit = json!({ "name": "zanzibar again", "priority": "urgent", "tags": ["known"],
                "due_at": "2026-10-01T10:00:00Z" });
            api.patch(&path, &edit).await.expect(200);
            let calls = json!({ "text": "zanzibar again: @Owen Own, @Gina Groups, @Kim Keeper" });
            let answer = json!({ "text": "zanzibar again" });
            for (what, text) in [("notes", &calls), ("messages", &answer)] {
                let path = format!("{path}/{what}");
                api.post(&path, text).await.expect(201);
            }
        }
        let phone = json!({ "phone": "0123 zanzibar", "notes": "zanzibar again" });
        let zora = self.all.fill("/api/v1/customers/{customer}");
        api.patch(&zora, &phone).await.expect(200);
        // A stranger who names the number of a ticket that one sees: a new ticket, linked to it.
        let mail = Mail::text("eve@evil.example", "Re: [#2] zanzibar again", "zanzibar");
        let linked = world.ticket(&mail).await;
        let new = json!({ "name": "zanzibar again", "customer": { "email": "ines@cust.example" },
            "assignee": { "group": "Beta" } });
        let made = api.post("/api/v1/tickets", &new).await.expect(201).json();
        let until = json!({ "until": "2026-10-02T10:00:00Z" });
        for (ticket, verb, document) in [
            (linked, "merge", json!({ "into": hidden[0] })),
            (hidden[1], "snooze", until),
            (made["number"].as_u64().unwrap(), "delete", json!({})),
        ] {
            let path = format!("/api/v1/tickets/{ticket}/{verb}");
            api.post(&path, &document).await.expect(200);
        }
    }

    /// A tag that nothing else has, and a note that calls who sees everything.
    pub async fn tag(&self) {
        let path = self.all.fill("/api/v1/tickets/{ticket}");
        let tags = json!({ "tags": ["known", "zanzibar-only"], "status": "closed" });
        self.otto.api.patch(&path, &tags).await.expect(200);
        let calls = json!({ "text": "zanzibar again: @Ada Byron" });
        let notes = format!("{path}/notes");
        self.otto.api.post(&notes, &calls).await.expect(201);
    }
}
