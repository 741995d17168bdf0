// Reads each file, cuts it into words as rjieba's `cut` does, and counts them, so that the work is not left out.
use jieba_rs::Jieba;

fn main() {
    let jieba = Jieba::new();
    let mut words = 0;
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).expect("the file is UTF-8");
        words += jieba.cut(&text, true).len();
    }
    println!("{words}");
}
