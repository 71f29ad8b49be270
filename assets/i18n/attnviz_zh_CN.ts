<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>French</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>German</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The translator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring function</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the model compares its state with each source word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Greedy takes the best word at each step; a beam keeps several translations alive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>greedy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>beam {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example sentences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} · {source} → {target}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Playground</name>
    <message>
        <source>dot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scaled dot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>general</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>additive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>concat</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>general</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>concat</source>
        <translation type="unfinished"></translation>
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
    <name>TokenRow</name>
    <message>
        <source>{text}: probability {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>Heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces joined to words: summed over the source, averaged over the translation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pieces of words as the model reads and writes them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out the token &lt;/s&gt; that ends a sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide punctuation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out punctuation marks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw only lines of at least this weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest weight drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>strongest </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw only this many of the strongest lines of each target word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strongest lines of each word</source>
        <translation type="unfinished"></translation>
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
</TS>
