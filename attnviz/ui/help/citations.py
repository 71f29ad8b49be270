"""The papers behind what is shown, as BibTeX: what one cites beside the program when a picture of it is used."""

from __future__ import annotations

from attnviz.ui.help.about_page import bibtex

PAPERS = {
    "bahdanau": """@inproceedings{bahdanau2015neural,
  title = {Neural Machine Translation by Jointly Learning to Align and Translate},
  author = {Bahdanau, Dzmitry and Cho, Kyunghyun and Bengio, Yoshua},
  booktitle = {International Conference on Learning Representations},
  year = {2015}
}""",
    "luong": """@inproceedings{luong2015effective,
  title = {Effective Approaches to Attention-based Neural Machine Translation},
  author = {Luong, Minh-Thang and Pham, Hieu and Manning, Christopher D.},
  booktitle = {Conference on Empirical Methods in Natural Language Processing},
  year = {2015}
}""",
    "vaswani": """@inproceedings{vaswani2017attention,
  title = {Attention Is All You Need},
  author = {Vaswani, Ashish and Shazeer, Noam and Parmar, Niki and Uszkoreit, Jakob and Jones, Llion and
            Gomez, Aidan N. and Kaiser, {\\L}ukasz and Polosukhin, Illia},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2017}
}""",
    "kobayashi": """@inproceedings{kobayashi2020attention,
  title = {Attention is Not Only a Weight: Analyzing Transformers with Vector Norms},
  author = {Kobayashi, Goro and Kuribayashi, Tatsuki and Yokoi, Sho and Inui, Kentaro},
  booktitle = {Conference on Empirical Methods in Natural Language Processing},
  year = {2020}
}""",
    "abnar": """@inproceedings{abnar2020quantifying,
  title = {Quantifying Attention Flow in Transformers},
  author = {Abnar, Samira and Zuidema, Willem},
  booktitle = {Annual Meeting of the Association for Computational Linguistics},
  year = {2020}
}""",
    "michel": """@inproceedings{michel2019sixteen,
  title = {Are Sixteen Heads Really Better than One?},
  author = {Michel, Paul and Levy, Omer and Neubig, Graham},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2019}
}""",
    "xu": """@inproceedings{xu2015show,
  title = {Show, Attend and Tell: Neural Image Caption Generation with Visual Attention},
  author = {Xu, Kelvin and Ba, Jimmy and Kiros, Ryan and Cho, Kyunghyun and Courville, Aaron and
            Salakhutdinov, Ruslan and Zemel, Richard and Bengio, Yoshua},
  booktitle = {International Conference on Machine Learning},
  year = {2015}
}""",
    "fukui": """@inproceedings{fukui2019attention,
  title = {Attention Branch Network: Learning of Attention Mechanism for Visual Explanation},
  author = {Fukui, Hiroshi and Hirakawa, Tsubasa and Yamashita, Takayoshi and Fujiyoshi, Hironobu},
  booktitle = {IEEE/CVF Conference on Computer Vision and Pattern Recognition},
  year = {2019}
}""",
    "woo": """@inproceedings{woo2018cbam,
  title = {{CBAM}: Convolutional Block Attention Module},
  author = {Woo, Sanghyun and Park, Jongchan and Lee, Joon-Young and Kweon, In So},
  booktitle = {European Conference on Computer Vision},
  year = {2018}
}""",
    "kingma": """@inproceedings{kingma2014auto,
  title = {Auto-Encoding Variational {Bayes}},
  author = {Kingma, Diederik P. and Welling, Max},
  booktitle = {International Conference on Learning Representations},
  year = {2014}
}""",
    "chen": """@inproceedings{chen2018isolating,
  title = {Isolating Sources of Disentanglement in Variational Autoencoders},
  author = {Chen, Ricky T. Q. and Li, Xuechen and Grosse, Roger and Duvenaud, David},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2018}
}""",
    "khemakhem": """@inproceedings{khemakhem2020variational,
  title = {Variational Autoencoders and Nonlinear {ICA}: A Unifying Framework},
  author = {Khemakhem, Ilyes and Kingma, Diederik P. and Monti, Ricardo Pio and Hyv{\\"a}rinen, Aapo},
  booktitle = {International Conference on Artificial Intelligence and Statistics},
  year = {2020}
}""",
    "kim": """@inproceedings{kim2018disentangling,
  title = {Disentangling by Factorising},
  author = {Kim, Hyunjik and Mnih, Andriy},
  booktitle = {International Conference on Machine Learning},
  year = {2018}
}""",
    "chorowski": """@inproceedings{chorowski2015attention,
  title = {Attention-Based Models for Speech Recognition},
  author = {Chorowski, Jan and Bahdanau, Dzmitry and Serdyuk, Dmitriy and Cho, Kyunghyun and Bengio, Yoshua},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2015}
}""",
    "graves": """@inproceedings{graves2006connectionist,
  title = {Connectionist Temporal Classification: Labelling Unsegmented Sequence Data with Recurrent Neural Networks},
  author = {Graves, Alex and Fern{\\'a}ndez, Santiago and Gomez, Faustino and Schmidhuber, J{\\"u}rgen},
  booktitle = {International Conference on Machine Learning},
  year = {2006}
}""",
    "wolf": """@inproceedings{wolf2020transformers,
  title = {Transformers: State-of-the-Art Natural Language Processing},
  author = {Wolf, Thomas and Debut, Lysandre and Sanh, Victor and Chaumond, Julien and Delangue, Clement and Moi, Anthony
            and others},
  booktitle = {Conference on Empirical Methods in Natural Language Processing: System Demonstrations},
  year = {2020}
}""",
    "hochreiter": """@article{hochreiter1997long,
  title = {Long Short-Term Memory},
  author = {Hochreiter, Sepp and Schmidhuber, J{\\"u}rgen},
  journal = {Neural Computation},
  volume = {9},
  number = {8},
  pages = {1735--1780},
  year = {1997}
}""",
    "su": """@article{su2021roformer,
  title = {{RoFormer}: Enhanced Transformer with Rotary Position Embedding},
  author = {Su, Jianlin and Lu, Yu and Pan, Shengfeng and Murtadha, Ahmed and Wen, Bo and Liu, Yunfeng},
  journal = {arXiv preprint arXiv:2104.09864},
  year = {2021}
}""",
    "devlin": """@inproceedings{devlin2019bert,
  title = {{BERT}: Pre-training of Deep Bidirectional Transformers for Language Understanding},
  author = {Devlin, Jacob and Chang, Ming-Wei and Lee, Kenton and Toutanova, Kristina},
  booktitle = {Conference of the North American Chapter of the Association for Computational Linguistics},
  year = {2019}
}""",
    "wang": """@inproceedings{wang2020minilm,
  title = {{MiniLM}: Deep Self-Attention Distillation for Task-Agnostic Compression of Pre-Trained Transformers},
  author = {Wang, Wenhui and Wei, Furu and Dong, Li and Bao, Hangbo and Yang, Nan and Zhou, Ming},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2020}
}""",
    "rajpurkar": """@inproceedings{rajpurkar2016squad,
  title = {{SQuAD}: 100,000+ Questions for Machine Comprehension of Text},
  author = {Rajpurkar, Pranav and Zhang, Jian and Lopyrev, Konstantin and Liang, Percy},
  booktitle = {Conference on Empirical Methods in Natural Language Processing},
  year = {2016}
}""",
    "dozat": """@inproceedings{dozat2017deep,
  title = {Deep Biaffine Attention for Neural Dependency Parsing},
  author = {Dozat, Timothy and Manning, Christopher D.},
  booktitle = {International Conference on Learning Representations},
  year = {2017}
}""",
    "khattab": """@inproceedings{khattab2020colbert,
  title = {{ColBERT}: Efficient and Effective Passage Search via Contextualized Late Interaction over {BERT}},
  author = {Khattab, Omar and Zaharia, Matei},
  booktitle = {International ACM SIGIR Conference on Research and Development in Information Retrieval},
  year = {2020}
}""",
    "see": """@inproceedings{see2017get,
  title = {Get To The Point: Summarization with Pointer-Generator Networks},
  author = {See, Abigail and Liu, Peter J. and Manning, Christopher D.},
  booktitle = {Annual Meeting of the Association for Computational Linguistics},
  year = {2017}
}""",
}


def entries(papers: tuple[str, ...]) -> str:
    """The program and these papers, one entry after the other."""
    return "\n\n".join([bibtex(), *(PAPERS[paper] for paper in dict.fromkeys(papers))]) + "\n"
