fn main(){ let a:Vec<String>=std::env::args().collect();
 let l=nightdesk::studio::load(std::path::Path::new(&a[1]), &nightdesk::studio::LoadOptions{lang:None,now:29_921_640}).unwrap();
 println!("{}", l.summary);
 let n:usize=a.get(2).and_then(|n|n.parse().ok()).unwrap_or(3);
 for c in l.languages.iter().filter(|c|a.get(3).is_none_or(|x|c.lang.as_str()==x)).take(1){ for k in &c.categories { println!("{}{} [{}] ({}) {}", "  ".repeat(k.key.matches('/').count()), k.title, k.key, k.articles.len(), k.articles.iter().take(n).map(|i|c.articles[*i as usize].card.title.clone()).collect::<Vec<_>>().join(" | ")); } }
}
