//! What the query bar and the tag field offer: filters, then values of what the reader may know.

use guichet::domain::{
    access::Visibility,
    assignee::Assignee,
    role::{EXPERT, OBSERVER},
};
use serde_json::json;

use crate::world::{World, http::Browser, mail::Mail, play};

/// What is offered behind a beginning: what each writes.
async fn offers(browser: &Browser, query: &str) -> Vec<String> {
    let query = percent_encoding::utf8_percent_encode(query, percent_encoding::NON_ALPHANUMERIC);
    offered(browser, &format!("/complete?query={query}")).await
}

async fn offered(browser: &Browser, path: &str) -> Vec<String> {
    let answer = browser.get(path).await.expect(200);
    assert!(!answer.text().contains("<img"), "{path}");
    let page = answer.page();
    let all = page.all("div", &[]);
    let offers = all.iter().filter(|offer| offer.has("data-text"));
    let texts = offers.map(|offer| offer.attribute("data-text"));
    texts.map(str::to_owned).collect()
}

async fn tagged(world: &World, name: &str, from: &str, tags: &[&str]) -> u64 {
    let ticket = world.ticket(&Mail::text(from, name, "dark")).await;
    let path = format!("/api/v1/tickets/{ticket}");
    let edit = json!({ "tags": tags });
    world.api().patch(&path, &edit).await.expect(200);
    ticket
}

#[test]
fn filters_are_offered_then_their_values() {
    play(async |world| {
        let admin = world.admin().await;
        assert_eq!(offers(&admin, "lamp -pri").await, ["-priority:"]);
        assert_eq!(offers(&admin, "").await.len(), 25, "every filter");
        assert_eq!(
            offers(&admin, "sort:n").await,
            ["sort:newest ", "sort:number ", "sort:name "]
        );
        assert_eq!(
            offers(&admin, "status:").await,
            [
                "status:open ",
                "status:processing ",
                "status:waiting ",
                "status:closed "
            ]
        );
        assert_eq!(
            offers(&admin, "lamp -priority:low,u").await,
            ["-priority:low,urgent "]
        );
        assert_eq!(offers(&admin, "is:over").await, ["is:overdue "]);
        assert_eq!(offers(&admin, "has:p").await, ["has:pdf "]);
        assert_eq!(
            offers(&admin, "waits:").await,
            ["waits:4h ", "waits:1d ", "waits:7d "]
        );
        assert_eq!(
            offers(&admin, "status:open ").await.len(),
            25,
            "the next word"
        );
        for none in ["lamp", "\"a phrase", "colour:r", "subject:x", "is:\"open\""] {
            assert_eq!(offers(&admin, none).await, [""; 0], "{none}");
        }
        // As a browser counts: é is one unit, a picture two.
        let page = admin
            .get("/complete?query=%F0%9F%94%A5%20tag%3A%C3%A9%F0%9F%94%A5")
            .await;
        assert_eq!(page.page().all("div", &[])[0].attribute("data-units"), "7");
    });
}

#[test]
fn names_are_offered_as_they_are_found() {
    play(async |world| {
        world.group("Réseau & téléphonie", &[]).await;
        tagged(
            world,
            "lamp",
            "Zoé Fabre <zoe@lumen.example>",
            &["élan", "vpn"],
        )
        .await;
        let admin = world.admin().await;
        assert_eq!(offers(&admin, "tag:ELA").await, ["tag:élan "]);
        assert_eq!(
            offers(&admin, "group:\"tele").await,
            ["group:\"Réseau & téléphonie\" "]
        );
        assert_eq!(offers(&admin, "group:m").await, ["group:mine "]);
        assert_eq!(
            offers(&admin, "customer:fab").await,
            ["customer:\"Zoé Fabre\" "]
        );
        assert_eq!(offers(&admin, "from:zo").await, ["from:zoe@lumen.example "]);
        assert_eq!(offers(&admin, "mailbox:").await.len(), 1);
        assert_eq!(offers(&admin, "assignee:nob").await, ["assignee:nobody "]);
        assert_eq!(offers(&admin, "assignee:NOB").await, ["assignee:nobody "]);
        let ada = "assignee:\"Ada Byron\" ";
        assert_eq!(offers(&admin, "assignee:byr").await, [ada]);
        let group = "assignee:\"Réseau & téléphonie\" ";
        assert_eq!(offers(&admin, "assignee:res").await, [group]);
        let members = "members:\"Réseau & téléphonie\" ";
        assert_eq!(offers(&admin, "members:tel").await, [members]);
        // Whatever is offered is understood and finds the ticket.
        let me = world.api().get("/api/v1/tickets").await.json();
        assert_eq!(me["tickets"].as_array().map(Vec::len), Some(1), "{me}");
        for beginning in [
            "tag:",
            "customer:",
            "from:zoe",
            "mailbox:",
            "before:",
            "closed:",
            "due:",
        ] {
            for offer in offers(&admin, beginning).await {
                let query = percent_encoding::utf8_percent_encode(
                    &offer,
                    percent_encoding::NON_ALPHANUMERIC,
                );
                let path = format!("/api/v1/tickets?query={query}");
                world.api().get(&path).await.expect(200);
            }
        }
        assert_eq!(
            offered(&admin, "/complete?tag=el").await,
            ["élan"],
            "the field of a ticket"
        );
    });
}

#[test]
fn nobody_is_offered_what_they_do_not_see() {
    play(async |world| {
        let own = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        tagged(world, "one", "Zoe <zoe@lumen.example>", &["secret"]).await;
        let two = tagged(world, "two", "Ines <ines@cust.example>", &["vpn"]).await;
        let browser = &own.browser;
        for query in ["tag:", "customer:", "from:", "mailbox:"] {
            assert_eq!(offers(browser, query).await, [""; 0], "{query}");
        }
        let mine = Some(Assignee::User(own.user.id));
        world.assign(two, mine).await;
        assert_eq!(offers(browser, "tag:").await, ["tag:vpn "]);
        assert_eq!(offered(browser, "/complete?tag=").await, ["vpn"]);
        assert_eq!(offers(browser, "customer:").await, ["customer:Ines "]);
        assert_eq!(offers(browser, "customer:zo").await, [""; 0]);
        assert_eq!(offers(browser, "mailbox:").await.len(), 1);
        let observer = world
            .person("Olga", &[OBSERVER], Visibility::All, &[])
            .await;
        let states = offers(&observer.browser, "is:").await;
        assert!(!states.contains(&"is:deleted ".to_owned()), "{states:?}");
    });
}

#[test]
fn a_customer_is_offered_whose_ticket_is_not_among_the_newest() {
    play(async |world| {
        let old = "Zoé Ancien <zoe@lumen.example>";
        world.send(&Mail::text(old, "first", "help")).await;
        for number in 0..101 {
            let from = format!("z{number}@lumen.example");
            world.send(&Mail::text(&from, "later", "help")).await;
        }
        let new = serde_json::json!({"name": "Zoran", "addresses": ["zoran@new.example"]});
        let path = "/api/v1/customers";
        world.api().post(path, &new).await.expect(201);
        let admin = world.admin().await;
        let zoe = "customer:\"Zoé Ancien\" ";
        for typed in ["customer:anc", "customer:\"zoe anc", "customer:\"lum zo"] {
            assert_eq!(offers(&admin, typed).await, [zoe], "{typed}");
        }
        assert_eq!(
            offers(&admin, "from:zor").await,
            ["from:zoran@new.example "]
        );
        assert_eq!(offers(&admin, "customer:z").await.len(), 12);
        let by_place = ["organization:lumen.example ", "organization:new.example "];
        assert_eq!(offers(&admin, "organization:exa").await, by_place);
        // Of those whose tickets somebody does not see, nothing is offered.
        let own = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        world.give(7, own.user.id).await;
        for typed in ["customer:anc", "customer:zor", "organization:new"] {
            assert_eq!(offers(&own.browser, typed).await, [""; 0], "{typed}");
        }
        assert_eq!(
            offers(&own.browser, "customer:z").await,
            ["customer:z5@lumen.example "]
        );
    });
}
