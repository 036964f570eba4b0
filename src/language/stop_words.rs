//! Words that say nothing about the topic. They are left out of word matching only: 4-grams still see them, and a
//! question that holds nothing else keeps them.
//!
//! Text, not arrays: in the browser's program an entry of an array costs four bytes more, compressed.

/// Polish, folded, sorted.
const PL: &str = "\
a aby albo ale ani az bardzo beda bedzie bez bo by byc byl byla bylo byly chce chcialabym chcialbym ci cie co \
czy czym da dla do gdy gdzie go i ich ile im ja jak jaka jaki jakie jakies jakis jako je jego jej jesli jest \
jestem jezeli juz kiedy kto ktora ktore ktory ktorych ktorym lub ma mam mi mnie moga moge moim moj moja moje \
mojego mojej moze mozna musze na nad nam nas nie niz no o od on ona one oraz po pod poniewaz przed przez przy sa \
sie skad sobie ta tak taki takie tam te tego tej ten tez to tu tych tylko tym u w we wiec wy z za ze zeby zostac zrobic";

/// English, sorted; with short forms, whose apostrophe is no letter.
const EN: &str = "\
a about am an and any are arent as at be been but by can cant could couldnt did didnt do does doesnt dont for from \
had hadnt has hasnt have havent how i if im in into is isnt it its ive me my of on or our should shouldnt so some \
than that thats the their them then there theres these they theyre this to was wasnt we were werent what whats when \
where wheres which who whos why will with wont would wouldnt you your youre youve";

/// German, folded, sorted.
const DE: &str = "\
aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist da dabei \
dafur daher damit dann das dass dem den denn der des deshalb dessen deswegen die dies diese diesem diesen dieser \
dieses doch dort du durch ein eine einem einen einer eines er es etwas euch euer fur gegen gibt hab habe haben \
hat hatte hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in ist ja jede jedem jeden jeder \
jedes kann kannst konnen konnt konnte konnten man mein meine meinem meinen meiner meines mich mir mit muss \
mussen musst nach nicht noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner sich sie sind so \
soll sollen sollte sollten sowie uber um und uns unser unsere unter vom von vor wann war waren warum was weil \
welche welchem welchen welcher welches wenn wer werde werden weshalb wessen wie wieso wieviel wird wo woher \
wohin wurde wurden zu zum zur";

/// Ukrainian, folded, sorted.
const UK: &str = "\
а або але б без би був була були було бути в вас ваш ваша ваше ваші ви вона вони воно все всі вы від він де для \
до дуже з за зі и иого иому коли куди ли лише мене мені ми може можна можу мою моя моє моі міи на над нам нас \
наш не него немає неі ними них но ну ні о об од один одна от по потрібно при про під після саме свою своі свіи \
себе скільки собі та так такии також там те ти тим то того тоді тои тому треба ту тут тільки у хочу хто це цеи \
цього цьому ця ці через чи чим чиє чого чому ще що щоб я як яка яке якии яких якщо які якіи є і із іи ім ін іх \
іі";

/// Czech, folded, sorted.
const CS: &str = "\
a aby aj ale ani ano asi az bez bude budou by byl byla byli bylo byt ci clanek co coz da dnes do ho i ja jak \
jaka jake jako jaky je jeho jej jeji jejich jen jenz jeste ji jine jiz jsem jsi jsme jsou jste k kam kde kdo kdy \
kdyz ke ktera ktere kteri kterou ktery ma mam mate me mel mezi mi mit mne mnou moc moje moji moznost muj muze \
muzu my na nad nam nas nasi ne nebo neni nez nic o od on ona oni ono pak po pod podle pokud potom potrebuji pred \
pres pri pro proc protoze s se si sice sve svuj ta tak take tam tato te tedy ten tento tim to tohle toho tom \
tomu tu tuto ty uz v vam vas ve vice vsak vsech z za zda ze";

/// Whether a folded word is a stop word of that language; languages without a list have none.
#[must_use]
pub fn is_stop_word(lang: &str, term: &str) -> bool {
    let list = match lang.get(..2) {
        Some("pl") => PL,
        Some("en") => EN,
        Some("de") => DE,
        Some("uk") => UK,
        Some("cs") => CS,
        _ => "",
    };
    !term.is_empty() && list.split(' ').any(|word| word == term)
}

/// Of the stop words, those that say what is asked for: a title with the same one is more likely meant.
const ASKING: &str = "\
co gdzie ile jak jaka jaki jakie kiedy kto ktora ktore ktory skad \
how what when where which who why \
wann warum was welche welcher welches wer wie wieso wieviel wo woher wohin \
де коли куди скільки хто чому що як яка яке які \
co jak jaka jake jaky kam kde kdo kdy proc";

/// Whether a folded stop word of that language says what is asked for. One list serves all languages: a word of another
/// one is no stop word here.
#[must_use]
pub fn is_question_word(lang: &str, term: &str) -> bool {
    !term.is_empty() && ASKING.split(' ').any(|word| word == term) && is_stop_word(lang, term)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An unfolded or unsorted entry would never match.
    #[test]
    fn lists_are_folded() {
        for list in [PL, EN, DE, UK, CS] {
            let words: alloc::vec::Vec<&str> = list.split(' ').collect();
            assert!(words.is_sorted() && words.len() > 60, "{list}");
            assert_eq!(crate::language::fold(list), list);
        }
        assert_eq!(crate::language::fold(ASKING), ASKING);
    }

    /// "When" must tell two articles on one subject apart, in every language, and be no topic in another one.
    #[test]
    fn question_words_are_stop_words() {
        for word in ASKING.split(' ') {
            assert!(["pl", "en", "de", "uk", "cs"].iter().any(|lang| is_question_word(lang, word)), "{word}");
        }
        assert!(is_question_word("pl", "kiedy") && !is_question_word("en", "kiedy") && !is_question_word("en", "the"));
    }
}
