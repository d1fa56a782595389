//! What a field offers while somebody types: the rest of a word of the query bar, or a tag.

use crate::{
    desk::{
        access::UserDesk,
        complete::{Completion, Offer, What},
    },
    domain::{query::typed::QUERY_CHARS, tag::Tag},
};

use super::{
    call::Call,
    draw,
    error::WebError,
    gate::Answer,
    respond,
    view::ticket_list::words::{Complete, Offered},
};

/// Lists what may stand in place of the word before the caret, or with `tag`, the tags that begin so.
pub async fn complete(call: Call, user: UserDesk) -> Answer {
    // A space at the end is the beginning of another word.
    let typed = |name: &str| {
        let text = call.query.get(name).unwrap_or_default();
        text.chars().take(QUERY_CHARS).collect::<String>()
    };
    let (before, tag) = (typed("query"), call.query.get("tag").map(|_| typed("tag")));
    let (reader, now) = (user.clone(), call.now);
    let complete = call
        .run(move |_| {
            Ok::<_, WebError>(match tag {
                Some(tag) => tags(reader.complete_tag(&tag)?),
                None => offers(reader.complete(&before, now)?),
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
