//! The page of organizations: by name, page by page, filtered; led to from a customer and the palette.

use guichet::domain::{access::Visibility, role::EXPERT};

use super::check_page;
use crate::world::{mail::Mail, play};

const PATH: &str = "/organizations";

#[test]
fn organizations_stand_by_name_with_what_belongs_to_them() {
    play(async |world| {
        for (from, subject) in [
            ("Inès <ines@zeta.example>", "lamp"),
            ("ines@zeta.example", "door"),
            ("tom@zeta.example", "roof"),
            ("bob@acme.example", "wall"),
        ] {
            world.ticket(&Mail::text(from, subject, "help")).await;
        }
        let named = serde_json::json!({"name": "Émile \"<b>\" & Fils"});
        let one = "/api/v1/organizations/1";
        world.api().patch(one, &named).await.expect(200);
        let admin = world.admin().await;
        let answer = admin.get(PATH).await;
        let page = check_page(&answer, 200);
        let text = answer.text();
        page.one("a", &[("href", "/organizations/1")]);
        let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}"));
        assert!(place("acme.example") < place("Émile"));
        assert!(
            text.contains("Émile &quot;&lt;b&gt;&quot; &amp; Fils"),
            "{text}"
        );
        // The link leads to exactly the tickets of its customers.
        let list = text.split("/tickets?query=").nth(2).unwrap();
        let list = format!("/tickets?query={}", list.split('"').next().unwrap());
        let list = admin.get(&list).await.expect(200).text();
        for subject in ["lamp", "door", "roof"] {
            assert!(list.contains(subject), "{subject}");
        }
        assert!(!list.contains("wall"));
        // By a name without its accents, or by a domain that it is not called by any more.
        for words in ["emil", "zeta", "fils+em"] {
            let found = admin.get(&format!("{PATH}?query={words}")).await;
            let found = found.expect(200).text();
            assert!(
                found.contains("Émile") && !found.contains("acme"),
                "{words}"
            );
        }
        let none = admin.get(&format!("{PATH}?query=mile")).await.expect(200);
        assert!(none.text().contains("No organization has"));
        let customer = admin.get("/customers/1").await.expect(200).text();
        assert!(customer.contains("href=\"/organizations/1\""));
        let ticket = admin.get("/t/1").await.expect(200).text();
        assert!(ticket.contains("href=\"/organizations/1\""));
        let palette = admin.get("/commands").await.expect(200).text();
        assert!(palette.contains("href=\"/organizations\""));
    });
}

#[test]
fn a_page_ends_and_the_next_begins_behind_it() {
    play(async |world| {
        for number in 0..120 {
            let from = format!("ines@d{number:03}.example");
            world.send(&Mail::text(&from, "lamp", "dark")).await;
        }
        let admin = world.admin().await;
        let mut url = PATH.to_owned();
        let (mut seen, mut pages) = (Vec::new(), 0);
        loop {
            let text = admin.get(&url).await.expect(200).text();
            let names = text.split("<td class=\"any\"><a id=\"o").skip(1);
            seen.extend(names.map(|row| row.split(['>', '<']).nth(3).unwrap().to_owned()));
            pages += 1;
            let next = text
                .split("href=\"")
                .find(|link| link.contains("after=") && link.starts_with(PATH));
            match next {
                Some(next) => next.split('"').next().unwrap().clone_into(&mut url),
                None => break,
            }
        }
        let wanted: Vec<String> = (0..120)
            .map(|number| format!("d{number:03}.example"))
            .collect();
        assert_eq!(seen, wanted);
        assert_eq!(pages, 3);
    });
}

#[test]
fn who_sees_some_tickets_sees_the_organizations_of_those() {
    play(async |world| {
        for (from, subject) in [
            ("ines@acme.example", "lamp"),
            ("tom@vert.example", "door"),
            ("bob@vert.example", "roof"),
        ] {
            world.ticket(&Mail::text(from, subject, "help")).await;
        }
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        let none = owen.browser.get(PATH).await.expect(200).text();
        assert!(none.contains("No organization yet") && !none.contains("vert"));
        owen.browser.get("/organizations/2").await.expect(404);
        world.give(2, owen.user.id).await;
        let some = owen.browser.get(PATH).await.expect(200).text();
        assert!(some.contains("vert.example") && !some.contains("acme"));
        let one = owen
            .browser
            .get("/organizations/2")
            .await
            .expect(200)
            .text();
        assert!(one.contains("One customer") && one.contains("tom@vert.example"));
        assert!(!one.contains("bob@") && !one.contains("name=\"domains\""));
        owen.browser.get("/organizations/1").await.expect(404);
        // What they may not know of is no value of a filter either.
        let list = owen
            .browser
            .get("/tickets?query=organization:acme.example")
            .await;
        let list = list.expect(200).text();
        assert!(list.contains("not known here") && list.contains("vert.example"));
        let own = owen
            .browser
            .get("/tickets?query=organization:vert.example")
            .await;
        let own = own.expect(200).text();
        assert!(own.contains("door") && !own.contains("roof"));
        let post = owen
            .browser
            .post("/organizations/2", &[("name", "Vert")])
            .await;
        post.expect(404);
        owen.browser
            .post("/organizations/2/delete", &[])
            .await
            .expect(404);
    });
}

#[test]
fn rows_and_counts_follow_what_happens() {
    play(async |world| {
        let from = |address: &str| Mail::text(address, "lamp", "help");
        world.ticket(&from("ines@zeta.example")).await;
        world.ticket(&from("bob@acme.example")).await;
        let admin = world.admin().await;
        let page = check_page(&admin.get(PATH).await, 200);
        page.one("div", &[("data-follows", "/organizations/news")]);
        let page = check_page(&admin.get("/organizations/1").await, 200);
        page.one("section", &[("data-follows", "/organizations/1/news")]);
        let mut rev = world.desk().newest_change().unwrap().0;
        let told = async |path: &str, rev: u64| {
            let answer = admin.get(&format!("{path}/news?after={rev}")).await;
            answer.expect(200).text()
        };
        // A status moves neither a row nor a count.
        let closed = serde_json::json!({"status": "closed"});
        let one = "/api/v1/tickets/1";
        world.api().patch(one, &closed).await.expect(200);
        for path in [PATH, "/organizations/1"] {
            assert!(!told(path, rev).await.contains("data-part"), "{path}");
        }
        rev = world.desk().newest_change().unwrap().0;
        world.ticket(&from("tom@zeta.example")).await;
        let text = told(PATH, rev).await;
        assert!(text.contains("Tickets of zeta.example: 2"), "{text}");
        let text = told("/organizations/1", rev).await;
        assert!(text.contains("tom@zeta.example"), "{text}");
        assert!(!told("/organizations/2", rev).await.contains("data-part"));
        // A new one has its turn, one that is renamed another one, and who leaves is gone.
        rev = world.desk().newest_change().unwrap().0;
        world.ticket(&from("zoe@new.example")).await;
        assert!(told(PATH, rev).await.contains("new.example"));
        rev = world.desk().newest_change().unwrap().0;
        let named = serde_json::json!({"name": "Acme & Fils"});
        let two = "/api/v1/organizations/2";
        world.api().patch(two, &named).await.expect(200);
        assert!(told(PATH, rev).await.contains("Acme &amp; Fils"));
        rev = world.desk().newest_change().unwrap().0;
        let away = serde_json::json!({"organization": "Acme & Fils"});
        let ines = "/api/v1/customers/1";
        world.api().patch(ines, &away).await.expect(200);
        let text = told("/organizations/1", rev).await;
        assert!(text.contains("tom@") && !text.contains("ines@"), "{text}");
        // What is deleted is no page any more: it loads anew, and says so.
        world
            .api()
            .send("DELETE", "/api/v1/organizations/1", &serde_json::json!({}))
            .await;
        assert!(told("/organizations/1", rev).await.contains("data-reset"));
    });
}
