//! What a field offers while somebody types: the rest of a word of the query bar, a tag, or a customer.

use crate::{
    desk::{
        access::UserDesk,
        complete::{Completion, Offer, What},
        customers::CustomerLine,
    },
    domain::{query::typed::QUERY_CHARS, tag::Tag},
};

use super::{
    call::Call,
    draw,
    error::WebError,
    gate::Answer,
    respond,
    view::ticket_list::words::{Caller, Complete, Offered},
};

/// Lists what may stand in place of the word before the caret; with `tag`, the tags that begin so, with
/// `customer`, the customers.
pub async fn complete(call: Call, user: UserDesk) -> Answer {
    // A space at the end is the beginning of another word.
    let typed = |name: &str| {
        let text = call.query.get(name).unwrap_or_default();
        text.chars().take(QUERY_CHARS).collect::<String>()
    };
    let given = |name: &str| call.query.get(name).map(|_| typed(name));
    let (before, tag, customer) = (typed("query"), given("tag"), given("customer"));
    let (reader, now) = (user.clone(), call.now);
    let complete = call
        .run(move |_| {
            Ok::<_, WebError>(match (tag, customer) {
                (Some(tag), _) => tags(reader.complete_tag(&tag)?),
                (None, Some(customer)) => customers(reader.customers_known(&customer)?),
                (None, None) => offers(reader.complete(&before, now)?),
            })
        })
        .await?;
    respond::fragment(&call, Some(&user), "_complete.html", &complete)
}

fn tags(tags: Vec<Tag>) -> Complete {
    let offers = tags.into_iter().map(|tag| Offered {
        text: tag.name.clone(),
        ..drawn(What::Tag(tag))
    });
    Complete {
        units: 0,
        offers: offers.collect(),
    }
}

fn customers(known: Vec<CustomerLine>) -> Complete {
    let offers = known.into_iter().map(|line| {
        let detail = |text: &str| Some(text.to_owned()).filter(|it| !it.is_empty());
        let email = line.customer.addresses.first().map(ToString::to_string);
        let details = [
            email.clone(),
            detail(&line.customer.phone),
            detail(line.organization_name()),
        ];
        Offered {
            text: line.customer.name.clone(),
            kind: "customer",
            name: line.customer.label().to_owned(),
            detail: details
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
            caller: Some(Caller {
                id: line.customer.id.0,
                email: email.unwrap_or_default(),
                phone: line.customer.phone,
            }),
            ..Offered::default()
        }
    });
    Complete {
        units: 0,
        offers: offers.collect(),
    }
}

fn offers(completion: Completion) -> Complete {
    let offers = completion.offers.into_iter();
    let offers = offers.map(|Offer { text, what }| Offered {
        text,
        ..drawn(what)
    });
    Complete {
        units: completion.units,
        offers: offers.collect(),
    }
}

fn drawn(what: What) -> Offered {
    let mut offered = Offered::default();
    match what {
        What::Key(key) => {
            offered.kind = "key";
            key.word().clone_into(&mut offered.name);
        }
        What::Word(key, word) => {
            offered.kind = draw::query::kind(key, &word);
            offered.name = word;
        }
        What::Named(name, detail) => {
            offered.kind = "name";
            offered.name = name;
            offered.detail = detail;
        }
        What::Tag(tag) => {
            offered.kind = "tag";
            offered.name = tag.name;
            offered.colour = tag.colour;
        }
    }
    offered
}
