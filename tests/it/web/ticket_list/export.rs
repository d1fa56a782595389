//! A list as a file: its order, its cells, and who may have which lines.

use guichet::domain::{access::Visibility, assignee::Assignee, role::EXPERT};
use serde_json::json;

use super::three;
use crate::world::{mail::Mail, play};

/// The cells of every line, read as a spreadsheet reads them.
fn lines(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.unwrap());
    let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    records.map(cells).collect()
}

#[test]
fn a_file_has_the_list_in_its_order_and_no_formula() {
    play(async |world| {
        three(world).await;
        let mail = Mail::text("\"=cmd()\" <eve@acme.example>", "=1+1; \"quoted\", @x", "?");
        world.send(&mail).await;
        let change = json!({"tags": ["+x", "b"], "status": "waiting"});
        world
            .api()
            .patch("/api/v1/tickets/2", &change)
            .await
            .expect(200);
        let admin = world.admin().await;
        let answer = admin
            .get("/tickets.csv?query=acme&sort=number")
            .await
            .expect(200);
        assert!(answer.header("content-type").starts_with("text/csv"));
        assert_eq!(
            answer.header("content-disposition"),
            "attachment; filename=\"tickets.csv\""
        );
        let lines = lines(&answer.text());
        assert_eq!(lines[0][..4], ["number", "name", "customer", "email"]);
        let numbers: Vec<&str> = lines[1..].iter().map(|line| line[0].as_str()).collect();
        assert_eq!(numbers, ["2", "3", "4"]);
        assert_eq!(lines[1][4], "waiting");
        assert_eq!(lines[1][7], "'+x | b");
        assert_eq!(lines[3][1], "'=1+1; \"quoted\", '@x");
        assert_eq!(lines[3][2], "'=cmd()");
        for line in &lines {
            assert_eq!(line.len(), 12);
            for cell in line {
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{cell}"
                );
            }
        }
    });
}

#[test]
fn a_file_has_what_its_reader_sees() {
    play(async |world| {
        for at in 0..450 {
            let new =
                json!({"name": format!("Ticket {at}"), "customer": {"email": "zoe@acme.example"}});
            world.api().post("/api/v1/tickets", &new).await.expect(201);
        }
        let own = world.person("Own", &[EXPERT], Visibility::Own, &[]).await;
        for ticket in [7, 300] {
            world
                .assign(ticket, Some(Assignee::User(own.user.id)))
                .await;
        }
        let text = own
            .browser
            .get("/tickets.csv?sort=number")
            .await
            .expect(200)
            .text();
        let numbers: Vec<String> = lines(&text)[1..].iter().map(|it| it[0].clone()).collect();
        assert_eq!(numbers, ["7", "300"]);
        let text = world
            .admin()
            .await
            .get("/tickets.csv?sort=-number")
            .await
            .text();
        let numbers: Vec<String> = lines(&text)[1..].iter().map(|it| it[0].clone()).collect();
        let want: Vec<String> = (1..=450).rev().map(|number| number.to_string()).collect();
        assert_eq!(numbers, want);
    });
}
