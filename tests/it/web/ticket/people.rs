//! The customer and the participants at the right: edited in place, each change a line of the log.

use guichet::domain::{access::Visibility, role::EXPERT};
use serde_json::Value;

use crate::{
    web::check_page,
    world::{MAILBOX, World, html::Page, http::Browser, mail::Mail, play},
};

const INES: &str = "Inès Lune <ines@cust.example>";

async fn ticket_page(browser: &Browser, ticket: u64) -> Page {
    check_page(&browser.get(&format!("/t/{ticket}")).await, 200)
}

/// What the forms of the page say that they show.
fn since(page: &Page) -> String {
    let fields = page.all("input", &[("name", "since")]);
    fields[0].attribute("value").to_owned()
}

fn typed(page: &Page, id: &str) -> String {
    let field = page.one("", &[("id", id)]);
    match field.name.as_str() {
        "textarea" => field.text.clone(),
        _ => field.attribute("value").to_owned(),
    }
}

fn kinds(ticket: &Value) -> Vec<String> {
    let lines = ticket["activities"].as_array().unwrap();
    let kinds = lines.iter().map(|line| line["kind"].as_str().unwrap());
    kinds.map(str::to_owned).collect()
}

#[test]
fn what_is_known_of_the_customer_is_edited_beside_the_ticket() {
    play(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let other = world.ticket(&Mail::text(INES, "door", "shut")).await;
        let admin = world.admin().await;
        let mut events = world.ada().await.listen("").await;
        let page = ticket_page(&admin, ticket).await;
        assert_eq!(typed(&page, "f-corg"), "cust.example");
        let path = format!("/t/{ticket}/customer");
        let fields = [
            ("customer.name", "  Inès   Lune-Roy "),
            ("customer.organization", "Acme & Fils"),
            (
                "customer.addresses",
                "ines@home.example\r\nines@cust.example\r\n\r\n",
            ),
            ("customer.phone", "+33 1 99 00"),
            ("since", &since(&page)),
        ];
        admin.post(&path, &fields).await.expect(303);
        events.until("ticket").await;
        for number in [ticket, other] {
            let page = ticket_page(&admin, number).await;
            assert_eq!(typed(&page, "f-cname"), "Inès Lune-Roy");
            assert_eq!(typed(&page, "f-corg"), "Acme & Fils");
            assert_eq!(
                typed(&page, "f-caddresses"),
                "ines@home.example\nines@cust.example"
            );
            page.one("a", &[("href", "tel:+3319900")]);
        }
        let whole = world.api().ticket(ticket).await;
        let last = whole["activities"].as_array().unwrap().last().unwrap();
        assert_eq!(last["kind"], "customer_edited");
        let want = serde_json::json!(["name", "organization", "addresses", "phone"]);
        assert_eq!(last["fields"], want);
        assert_eq!(kinds(&world.api().ticket(other).await), ["created", "mail"]);
        // The same again changes nothing.
        let page = ticket_page(&admin, ticket).await;
        let again = [("customer.notes", ""), ("since", &since(&page))];
        admin.post(&path, &again).await.expect(303);
        assert_eq!(kinds(&world.api().ticket(ticket).await).len(), 3);
        // Both addresses are theirs now: mail from the new one is known in the ticket.
        let token = world.tickets()[0].token.as_str().to_owned();
        let mail = Mail::text("ines@home.example", "more", "still dark");
        let mail = mail.to(&format!("support+t{token}@lumen.example"));
        world.send(&mail).await;
        let whole = world.api().ticket(ticket).await;
        let last = whole["activities"].as_array().unwrap().last().unwrap();
        assert_eq!(last["message"]["sender"], "known", "{last}");
        world.check_store();
    });
}

#[test]
fn what_cannot_be_is_said_at_its_field_and_what_was_typed_stays() {
    play(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let zoe = Mail::text("Zoé Weiss <zoe@cust.example>", "door", "shut");
        world.ticket(&zoe).await;
        let admin = world.admin().await;
        let path = format!("/t/{ticket}/customer");
        let long = "x".repeat(201);
        for (name, value, id, said) in [
            (
                "customer.addresses",
                "ines@cust.example\nnobody",
                "f-caddresses",
                "nobody",
            ),
            (
                "customer.addresses",
                "zoe@cust.example",
                "f-caddresses",
                "Zoé Weiss",
            ),
            (
                "customer.addresses",
                MAILBOX,
                "f-caddresses",
                "address of the desk itself",
            ),
            ("customer.name", &long, "f-cname", "longer than"),
            ("customer.organization", &long, "f-corg", "longer than"),
            ("customer.phone", &long, "f-cphone", "longer than"),
            ("customer.to", "nobody", "f-cto", "e-mail address such as"),
            (
                "customer.to",
                MAILBOX,
                "f-cto",
                "address of the desk itself",
            ),
        ] {
            let answer = admin.post(&path, &[(name, value)]).await;
            let page = check_page(&answer, 422);
            let error = &page.one("p", &[("id", &format!("{id}-e"))]).text;
            assert!(error.contains(said), "{name}: {error}");
            assert_eq!(typed(&page, id), value, "{name}");
            assert_eq!(
                page.one("", &[("id", id)]).attribute("aria-invalid"),
                "true"
            );
            let open = page.all("details", &[("class", "alt"), ("open", "")]);
            // Somebody else's address is offered to be merged in a form beside it.
            let forms = if said == "Zoé Weiss" { 2 } else { 1 };
            assert_eq!(open.len(), forms, "{name}: its form is open");
        }
        // Nobody is left without anything to be known by.
        let nothing = [("customer.name", ""), ("customer.addresses", "")];
        let page = check_page(&admin.post(&path, &nothing).await, 422);
        page.one("p", &[("id", "f-cname-e")]);
        assert_eq!(
            kinds(&world.api().ticket(ticket).await),
            ["created", "mail"]
        );
        world.check_store();
    });
}

#[test]
fn of_two_who_write_notes_at_once_the_second_is_told_and_loses_nothing() {
    play(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let admin = world.admin().await;
        let path = format!("/t/{ticket}/customer");
        let page = ticket_page(&admin, ticket).await;
        let first = [("customer.notes", "calls early"), ("since", &since(&page))];
        admin.post(&path, &first).await.expect(303);
        let second = [("customer.notes", "calls late"), ("since", &since(&page))];
        let page = check_page(&admin.post(&path, &second).await, 422);
        let said = &page.one("p", &[("id", "f-cnotes-e")]).text;
        assert!(said.contains("Somebody changed this meanwhile"), "{said}");
        assert_eq!(typed(&page, "f-cnotes"), "calls late");
        // The other fields were not touched by either: they are no conflict.
        let name = [("customer.name", "Inès L."), ("since", &since(&page))];
        admin.post(&path, &name).await.expect(303);
        let now = ticket_page(&admin, ticket).await;
        assert_eq!(typed(&now, "f-cnotes"), "calls early");
        // Having seen it, the second try is meant.
        let meant = [("customer.notes", "calls late"), ("since", &since(&page))];
        admin.post(&path, &meant).await.expect(303);
        let now = ticket_page(&admin, ticket).await;
        assert_eq!(typed(&now, "f-cnotes"), "calls late");
    });
}

#[test]
fn a_ticket_is_given_to_another_customer_and_the_first_takes_no_part() {
    play(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let admin = world.admin().await;
        let people = format!("/t/{ticket}/participants");
        let bob = [("add", "bob@cust.example")];
        admin.post(&people, &bob).await.expect(303);
        let path = format!("/t/{ticket}/customer");
        let to = [("customer.to", "zoe@elsewhere.example")];
        admin.post(&path, &to).await.expect(303);
        let whole = world.api().ticket(ticket).await;
        assert_eq!(whole["customer"]["email"], "zoe@elsewhere.example");
        let lines = whole["activities"].as_array().unwrap();
        let change = lines
            .iter()
            .find(|line| line["field"] == "customer")
            .unwrap();
        assert_eq!(change["old"]["name"], "Inès Lune");
        assert_eq!(change["new"]["name"], "zoe@elsewhere.example");
        let page = ticket_page(&admin, ticket).await;
        assert_eq!(page.value("cc"), "bob@cust.example");
        let customer = &page.one("section", &[("data-part", "customer")]).text;
        assert!(customer.contains("zoe@elsewhere.example"), "{customer}");
        // To whom it belongs already: nothing happens.
        let lines = kinds(&whole).len();
        admin.post(&path, &to).await.expect(303);
        assert_eq!(kinds(&world.api().ticket(ticket).await).len(), lines);
        world.check_store();
    });
}

async fn write(world: &World, from: &str) -> Value {
    let token = world.tickets()[0].token.as_str().to_owned();
    let mail = Mail::text(from, "more", "me too");
    let mail = mail.to(&format!("support+t{token}@lumen.example"));
    world.send(&mail).await;
    let whole = world.api().ticket(1).await;
    let lines = whole["activities"].as_array().unwrap();
    let mut mails = lines.iter().rev().filter(|line| line["kind"] == "mail");
    mails.next().unwrap()["message"]["sender"].clone()
}

#[test]
fn people_are_added_confirmed_and_taken_out() {
    play(async |world| {
        world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let admin = world.admin().await;
        let path = "/t/1/participants";
        let added = [("add", "Bob@cust.example")];
        admin.post(path, &added).await.expect(303);
        admin.post(path, &added).await.expect(303);
        let page = ticket_page(&admin, 1).await;
        assert_eq!(page.value("cc"), "Bob@cust.example", "once");
        assert_eq!(write(world, "bob@cust.example").await, "known");
        // A stranger is flagged, and in copy once confirmed.
        assert_eq!(
            write(world, "zoe@elsewhere.example").await,
            "new_participant"
        );
        let page = ticket_page(&admin, 1).await;
        assert_eq!(page.value("cc"), "Bob@cust.example");
        let people = &page.one("section", &[("data-part", "people")]).text;
        assert!(people.contains("Not confirmed"), "{people}");
        let confirm = [("confirm", "zoe@elsewhere.example")];
        admin.post(path, &confirm).await.expect(303);
        let page = ticket_page(&admin, 1).await;
        assert_eq!(page.value("cc"), "Bob@cust.example, zoe@elsewhere.example");
        // Taken out: not in copy, found by the token, and a stranger again.
        let removed = [("remove", "bob@cust.example")];
        admin.post(path, &removed).await.expect(303);
        check_page(&admin.post(path, &removed).await, 404);
        let page = ticket_page(&admin, 1).await;
        assert_eq!(page.value("cc"), "zoe@elsewhere.example");
        assert_eq!(write(world, "bob@cust.example").await, "new_participant");
        assert_eq!(world.tickets().len(), 1);
        for (field, value, said) in [
            ("add", "nobody", "e-mail address such as"),
            ("add", MAILBOX, "address of the desk itself"),
        ] {
            let page = check_page(&admin.post(path, &[(field, value)]).await, 422);
            let error = &page.one("p", &[("id", "f-add-e")]).text;
            assert!(error.contains(said), "{error}");
            assert_eq!(typed(&page, "f-add"), value);
        }
        let customer = [("remove", "ines@cust.example")];
        check_page(&admin.post(path, &customer).await, 404);
        world.check_store();
    });
}

#[test]
fn nobody_changes_the_customer_of_a_ticket_that_they_do_not_see() {
    play(async |world| {
        world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        for (path, field) in [
            ("/t/1/customer", ("customer.name", "x")),
            ("/t/1/customer", ("customer.to", "x@cust.example")),
            ("/t/1/participants", ("add", "x@cust.example")),
            ("/t/1/participants", ("remove", "ines@cust.example")),
        ] {
            check_page(&owen.browser.post(path, &[field]).await, 404);
        }
        // Whose address it is stays hidden from who sees none of their tickets.
        let mine = world
            .ticket(&Mail::text("zoe@cust.example", "door", "shut"))
            .await;
        world.give(mine, owen.user.id).await;
        let path = format!("/t/{mine}/customer");
        let taken = [("customer.addresses", "ines@cust.example")];
        let page = check_page(&owen.browser.post(&path, &taken).await, 422);
        let said = &page.one("p", &[("id", "f-caddresses-e")]).text;
        assert!(
            !said.contains("Inès") && said.contains("already used"),
            "{said}"
        );
    });
}
