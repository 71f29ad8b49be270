<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>DetailsPanel</name>
    <message>
        <source>What am I looking at?</source>
        <translation>这是什么图？</translation>
    </message>
    <message>
        <source>Each row belongs to one word of the translation and shows how the model spread its attention over the source words just before writing it. The brighter a cell, or the wider a line, the more it looked there. Each row adds up to 1, and the colours always run from 0 to 1, so two pictures can be compared.

This says where the model looked, not why it chose a word: much also flows through its memory, and other weights can lead to the same translation. Light on a full stop or on the end &lt;/s&gt; often means “nothing here”.</source>
        <translation>每一行对应译文中的一个词，显示模型在写出这个词之前把注意力分给了哪些源词。格子越亮、线越粗，表示看得越多。每一行的权重之和为 1，颜色始终从 0 到 1，因此两幅图可以直接比较。

它说明模型看了哪里，而不说明为什么选这个词：许多信息还经由模型的记忆传递，别的权重也可能得到同样的译文。句号或结束符 &lt;/s&gt; 上的亮光往往表示“这里没有要看的”。</translation>
    </message>
    <message>
        <source>Beams, by score (log-probability per token)</source>
        <translation>束搜索的各候选，按得分排列（每个词元的对数概率）</translation>
    </message>
    <message>
        <source>Choose one to write it instead and decode the rest again</source>
        <translation>选择其中一个来替换，并重新解码其余部分</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Your translation</source>
        <translation>你的译文</translation>
    </message>
    <message>
        <source>The whole translation</source>
        <translation>整句译文</translation>
    </message>
    <message>
        <source>log-probability {total} · per token {mean} · perplexity {perplexity}</source>
        <translation>对数概率 {total} · 每个词元 {mean} · 困惑度 {perplexity}</translation>
    </message>
    <message>
        <source>Point at a word to see where the model looked; click it to keep it.</source>
        <translation>指向一个词，查看模型看了哪里；点击可将其固定。</translation>
    </message>
    <message>
        <source>Target word</source>
        <translation>目标词</translation>
    </message>
    <message>
        <source>probability {percent} %</source>
        <translation>概率 {percent} %</translation>
    </message>
    <message>
        <source>Looks at</source>
        <translation>看向</translation>
    </message>
    <message>
        <source>Entropy {bits} of at most {most} bits: {words}.</source>
        <translation>熵 {bits} 比特，最多 {most} 比特：{words}。</translation>
    </message>
    <message>
        <source>{percent} % of its weight is hidden.</source>
        <translation>它有 {percent} % 的权重被隐藏。</translation>
    </message>
    <message>
        <source>it looks at one place</source>
        <translation>只看一处</translation>
    </message>
    <message>
        <source>it looks at a few places</source>
        <translation>看少数几处</translation>
    </message>
    <message>
        <source>it looks everywhere</source>
        <translation>到处都看</translation>
    </message>
    <message>
        <source>Source word</source>
        <translation>源词</translation>
    </message>
    <message>
        <source>Is looked at by</source>
        <translation>被这些词看向</translation>
    </message>
    <message>
        <source>All target words together: {sum}.</source>
        <translation>所有目标词合计：{sum}。</translation>
    </message>
    <message>
        <source>Instead of “{piece}”</source>
        <translation>替换“{piece}”</translation>
    </message>
    <message>
        <source>{word}, {number}: write this and decode the rest again</source>
        <translation>{word}，{number}：写这个词并重新解码其余部分</translation>
    </message>
    <message>
        <source>Piece {}</source>
        <translation>词片 {}</translation>
    </message>
    <message>
        <source>{text}
log-probability {log}</source>
        <translation>{text}
对数概率 {log}</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>The disk is full, so {} was not saved.</source>
        <translation>磁盘已满，未能保存 {}。</translation>
    </message>
    <message>
        <source>{} cannot be written in that folder; choose another.</source>
        <translation>无法在该文件夹中写入 {}；请另选一个。</translation>
    </message>
    <message>
        <source>That folder is not there, so {} was not saved.</source>
        <translation>该文件夹不存在，未能保存 {}。</translation>
    </message>
    <message>
        <source>{name} was not saved: {why}.</source>
        <translation>未能保存 {name}：{why}。</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Save picture as PNG…</source>
        <translation>图片另存为 PNG…</translation>
    </message>
    <message>
        <source>Save picture as SVG…</source>
        <translation>图片另存为 SVG…</translation>
    </message>
    <message>
        <source>Save numbers as CSV…</source>
        <translation>数值另存为 CSV…</translation>
    </message>
    <message>
        <source>Save everything as JSON…</source>
        <translation>全部另存为 JSON…</translation>
    </message>
    <message>
        <source>Save arrays as NPZ…</source>
        <translation>数组另存为 NPZ…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy numbers</source>
        <translation>复制数值</translation>
    </message>
    <message>
        <source>Copy Python lines</source>
        <translation>复制 Python 代码</translation>
    </message>
    <message>
        <source>Saved {}</source>
        <translation>已保存 {}</translation>
    </message>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation>图片已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The numbers are on the clipboard.</source>
        <translation>数值已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The Python lines are on the clipboard.</source>
        <translation>Python 代码已复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Tab walks through the controls, the arrow keys through what has several parts.</source>
        <translation>Tab 键在控件之间移动，方向键在同一控件的各部分之间移动。</translation>
    </message>
    <message>
        <source>About attnviz</source>
        <translation>关于 attnviz</translation>
    </message>
    <message>
        <source>Shows, live, where neural networks look.</source>
        <translation>实时显示神经网络在看哪里。</translation>
    </message>
    <message>
        <source>Version {}</source>
        <translation>版本 {}</translation>
    </message>
    <message>
        <source>attnviz is free software under the Apache licence 2.0. It stands on:</source>
        <translation>attnviz 是采用 Apache 许可证 2.0 的自由软件。它建立在以下软件之上：</translation>
    </message>
    <message>
        <source>Where the training data come from and under which terms is told in the file NOTICE.</source>
        <translation>训练数据的来源和使用条款见 NOTICE 文件。</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>French</source>
        <translation>法语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>汉语</translation>
    </message>
    <message>
        <source>German</source>
        <translation>德语</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Details column</source>
        <translation>详情栏(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Next area of the window</source>
        <translation>窗口的下一区域(&amp;N)</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>放大文字(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>N&amp;ormal text size</source>
        <translation>正常文字大小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Log folder</source>
        <translation>日志文件夹(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;About attnviz</source>
        <translation>关于 attnviz(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
</context>
<context>
    <name>ModelBar</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The translator</source>
        <translation>翻译模型</translation>
    </message>
    <message>
        <source>Scoring function</source>
        <translation>打分函数</translation>
    </message>
    <message>
        <source>How the model compares its state with each source word</source>
        <translation>模型如何将自身状态与每个源词比较</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>Greedy takes the best word at each step; a beam keeps several translations alive</source>
        <translation>贪心解码每一步取最好的词；束搜索同时保留多个译文</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>beam {}</source>
        <translation>束宽 {}</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Example sentences</source>
        <translation>示例句子</translation>
    </message>
    <message>
        <source>{kind} · {source} → {target}</source>
        <translation>{kind} · {source} → {target}</translation>
    </message>
</context>
<context>
    <name>Playground</name>
    <message>
        <source>dot</source>
        <translation type="unfinished">点积</translation>
    </message>
    <message>
        <source>scaled dot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>general</source>
        <translation type="unfinished">双线性 (general)</translation>
    </message>
    <message>
        <source>additive</source>
        <translation type="unfinished">加性</translation>
    </message>
    <message>
        <source>concat</source>
        <translation type="unfinished">拼接 (concat)</translation>
    </message>
    <message>
        <source>perceptron</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the model&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query, projected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys, projected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scaled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weighted values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each query is multiplied by a matrix, so that it can be compared with keys of another kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each key is multiplied by a matrix. No query changes this, so a model does it once a sentence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen query meets every key: their sums go through a bent function, one number a column.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How well each query (row) fits each key (column). Any size, any sign; larger fits better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scores are divided by √d, because products of longer vectors are larger, and by the temperature. A small temperature makes one weight win, a large one makes all alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs that must not meet get −∞: words after this one (causal) or filling (padding). Click a cell to hide it or show it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The softmax turns each row into shares that sum to 1. e to the power of −∞ is 0: hidden pairs get nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each value is multiplied by the weight that the chosen query gives it. Click a row&apos;s name to choose a query.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sum of the weighted values: what each query takes away from the whole. This is the output of attention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is not a number. The old number stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NaN is not a number to compute with. The old number stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Infinity is not a number to compute with. The old number stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That number is too large for these tables: take one between −1,000,000 and 1,000,000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clipboard holds no table of numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row} of the pasted table has {given} cells, the first row has {needed}. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A table of {rows} × {columns} does not fit here: 1 to 12 rows and 1 to 16 columns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This table needs {needed} columns; the pasted one has {given}. Change the width above or the table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This table needs {needed} rows; the pasted one has {given}. Change the number of rows above or the table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask hides everything from query {rows}: a softmax of nothing has no shares, so its weights and context are 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These numbers grew too large to compute with: make some of them smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This example needs a model that is not installed ({file}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This example needs a trained translator, and none is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is {tokens} pieces; tables of at most {limit} rows can be read. Take a shorter sentence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no attention to show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no pairs: write one a line, with a tab (or =) between the two sides.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} has one column: each line needs two sides with a tab (or =) between them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} is longer than {limit} letters; a small model learns shorter ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are {given} pairs; at most {limit} are taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss is no longer a number: the learning rate is too high. Training has stopped; the curves are kept. Reset and take a smaller one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rotary positions turn pairs of columns: take an even width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That training run is gone. Press Reset to begin again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be saved: {why}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlaygroundPane</name>
    <message>
        <source>Sections of the Playground</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Reporter</name>
    <message>
        <source>Something went wrong ({}). The log has the details: Help &gt; Log folder.</source>
        <translation>出错了（{}）。详情见日志：帮助 &gt; 日志文件夹。</translation>
    </message>
</context>
<context>
    <name>Scoring</name>
    <message>
        <source>additive</source>
        <translation>加性</translation>
    </message>
    <message>
        <source>dot</source>
        <translation>点积</translation>
    </message>
    <message>
        <source>general</source>
        <translation>双线性 (general)</translation>
    </message>
    <message>
        <source>concat</source>
        <translation>拼接 (concat)</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Source</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Text to translate</source>
        <translation>要翻译的文本</translation>
    </message>
    <message>
        <source>Type a sentence</source>
        <translation>输入一个句子</translation>
    </message>
    <message>
        <source>Type your own translation</source>
        <translation>输入你自己的译文</translation>
    </message>
    <message>
        <source>Source tokens</source>
        <translation>源词元</translation>
    </message>
    <message>
        <source>Target tokens</source>
        <translation>目标词元</translation>
    </message>
    <message>
        <source>My translation</source>
        <translation>我的译文</translation>
    </message>
    <message>
        <source>Give your own translation and see how the model aligns it</source>
        <translation>给出你自己的译文，看模型如何对齐</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo the last choice</source>
        <translation>撤销上一次选择</translation>
    </message>
    <message>
        <source>The model&apos;s own</source>
        <translation>模型的译文</translation>
    </message>
    <message>
        <source>Back to the model&apos;s own translation</source>
        <translation>回到模型自己的译文</translation>
    </message>
    <message>
        <source>The model&apos;s own translation.</source>
        <translation>模型自己的译文。</translation>
    </message>
    <message>
        <source>Another beam is shown.</source>
        <translation>显示的是另一个候选。</translation>
    </message>
    <message>
        <source>First {} pieces held as chosen (●).</source>
        <translation>前 {} 个词片按选择固定（●）。</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What is being done</source>
        <translation>正在进行的工作</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>{model} · {milliseconds} ms · CPU</source>
        <translation>{model} · {milliseconds} 毫秒 · CPU</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Translating</source>
        <translation>正在翻译</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
</context>
<context>
    <name>StepsDetails</name>
    <message>
        <source>What am I looking at?</source>
        <translation type="unfinished">这是什么图？</translation>
    </message>
    <message>
        <source>A query asks, keys answer, values are what is handed over. Each card is one step from the numbers at the top to the context. Orange is above 0, blue below; weights use the colours of all attention maps here, dark 0 to bright 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As PyTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same computation as PyTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepsSection</name>
    <message>
        <source>Example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature τ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Causal mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Padding mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each query sees the keys up to its own place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the last key that is still seen from every query, as if it only filled the line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as PyTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a result to see the numbers that made it. Change a number: type, drag it up or down, or turn the wheel on the cell you clicked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other scoring functions, same numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights by scoring function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exercise: q and (k₁, v₁) … (k₄, v₄)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Self-attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cross-attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Causal attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cat → chat, real numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cat → 猫, real numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shop search, real embeddings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My own numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of query “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers of {model}: the first {shown} of {all} columns are shown. The scores are the model&apos;s own, of all columns; from there on every number is exact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PyTorch lines are on the clipboard.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokenRow</name>
    <message>
        <source>{text}: probability {percent} %</source>
        <translation>{text}：概率 {percent} %</translation>
    </message>
</context>
<context>
    <name>TrainDetails</name>
    <message>
        <source>What am I looking at?</source>
        <translation type="unfinished">这是什么图？</translation>
    </message>
    <message>
        <source>A small network learns from examples made on the spot. The map shows where it looks (columns) for each token of the answer (rows): faint at first, sharp once it has found out. For reversed letters it becomes the other diagonal. Train once more without attention and compare the curves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answers now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name to save the model under</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainForm</name>
    <message>
        <source>Reverse letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dates: 3 March 2021 → 2021-03-03</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roman numerals: 1994 → MCMXCIV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My own pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RNN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{layers} × {heads} heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pair a line: source, tab, target</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainPicture</name>
    <message>
        <source>layer {layer}, head {head}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(whole source)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step} · {seconds} s · {share} % exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Animated GIF (*.gif);;Numbered PNG pictures (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The film could not be saved: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} pictures saved in {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the network looks: rows are its answer, columns the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back through training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Film</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the recorded pictures from the beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save film…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainSection</name>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One step of the optimizer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End this run; the next start begins a new one beside it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the run and all curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>20 steps a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 steps a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 step a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep old curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the curves of ended runs to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss (nats a token)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact answers (%)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Start. Nothing is downloaded; the examples are made as it learns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} learned numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {model}. Choose it in the Translate pane to use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} is open: step {step}, {share} % exact. Go on trains it further.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TranslateNotes</name>
    <message>
        <source>The text is long: its first {shown} words of {given} are translated.</source>
        <translation>文本很长：共 {given} 个词，只翻译前 {shown} 个。</translation>
    </message>
    <message>
        <source>Your translation is long: its first {shown} words of {given} are shown.</source>
        <translation>你的译文很长：共 {given} 个词，只显示前 {shown} 个。</translation>
    </message>
    <message>
        <source>The model did not come to an end; the translation was stopped after {tokens} tokens.</source>
        <translation>模型没有自行结束；译文在 {tokens} 个词元后被截断。</translation>
    </message>
    <message>
        <source>Type a sentence to see its translation.</source>
        <translation>输入一个句子即可看到译文。</translation>
    </message>
    <message>
        <source>The weights {file} are not there; choose another model or reinstall attnviz.</source>
        <translation>找不到权重文件 {file}；请选择另一个模型或重新安装 attnviz。</translation>
    </message>
    <message>
        <source>The weights {file} are damaged or of another program; choose another model.</source>
        <translation>权重文件 {file} 已损坏或属于别的程序；请选择另一个模型。</translation>
    </message>
    <message>
        <source>The model {model} does not translate.</source>
        <translation>模型 {model} 不能翻译。</translation>
    </message>
    <message>
        <source>Something went wrong inside ({error}); the log says more. Change the text to go on.</source>
        <translation>内部出错（{error}）；详情见日志。修改文本即可继续。</translation>
    </message>
</context>
<context>
    <name>TranslatePane</name>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Save or copy what is shown</source>
        <translation>保存或复制所显示的内容</translation>
    </message>
    <message>
        <source>Alignment as a heatmap: rows are the translation, columns the source</source>
        <translation>以热图显示的对齐：行为译文，列为原文</translation>
    </message>
    <message>
        <source>Alignment as lines between source and translation</source>
        <translation>以原文与译文之间的连线显示的对齐</translation>
    </message>
    <message>
        <source>Undo choice</source>
        <translation>撤销选择</translation>
    </message>
    <message>
        <source>Redo choice</source>
        <translation>重做选择</translation>
    </message>
    <message>
        <source>Back to the model&apos;s own translation</source>
        <translation>回到模型自己的译文</translation>
    </message>
    <message>
        <source>My translation</source>
        <translation>我的译文</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Words or pieces</source>
        <translation>词或词片</translation>
    </message>
    <message>
        <source>What am I looking at?</source>
        <translation>这是什么图？</translation>
    </message>
    <message>
        <source>Each row is a word of the translation; the brighter a cell, the more the model looked at that source word.</source>
        <translation>每一行是译文的一个词；格子越亮，模型看该源词越多。</translation>
    </message>
    <message>
        <source>The wider a line, the more the model looked at that source word while writing the target word.</source>
        <translation>线越粗，模型在写目标词时看该源词越多。</translation>
    </message>
    <message>
        <source>Hidden tokens held {mean} % of the weight on average, at most {most} %; the rest of each row is scaled to 1.</source>
        <translation>隐藏的词元平均占 {mean} % 的权重，最多 {most} %；每行其余部分重新缩放为 1。</translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>Heatmap</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Pieces joined to words: summed over the source, averaged over the translation</source>
        <translation>词片合并为词：原文一侧求和，译文一侧取平均</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>词片</translation>
    </message>
    <message>
        <source>The pieces of words as the model reads and writes them</source>
        <translation>模型实际读写的词片</translation>
    </message>
    <message>
        <source>Hide end</source>
        <translation>隐藏结束符</translation>
    </message>
    <message>
        <source>Leave out the token &lt;/s&gt; that ends a sentence</source>
        <translation>不显示句末的结束符 &lt;/s&gt;</translation>
    </message>
    <message>
        <source>Hide punctuation</source>
        <translation>隐藏标点</translation>
    </message>
    <message>
        <source>Leave out punctuation marks</source>
        <translation>不显示标点符号</translation>
    </message>
    <message>
        <source>Draw only lines of at least this weight</source>
        <translation>只画权重不小于此值的线</translation>
    </message>
    <message>
        <source>Smallest weight drawn</source>
        <translation>所画的最小权重</translation>
    </message>
    <message>
        <source>strongest </source>
        <translation>最强 </translation>
    </message>
    <message>
        <source>all lines</source>
        <translation>所有连线</translation>
    </message>
    <message>
        <source>Draw only this many of the strongest lines of each target word</source>
        <translation>每个目标词只画这么多条最强的线</translation>
    </message>
    <message>
        <source>Strongest lines of each word</source>
        <translation>每个词最强的线</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Text size {} %</source>
        <translation>文字大小 {} %</translation>
    </message>
    <message>
        <source>The settings file cannot be written, so changes last until the window closes.</source>
        <translation>无法写入设置文件，因此更改只保留到窗口关闭为止。</translation>
    </message>
    <message>
        <source>The log is in {}</source>
        <translation>日志位于 {}</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>栏</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>cls</name>
    <message>
        <source>Playground</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train live</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
