<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>About attnviz</source>
        <translation>关于 attnviz</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Copy BibTeX</source>
        <translation>复制 BibTeX</translation>
    </message>
    <message>
        <source>See where neural networks look, live.</source>
        <translation>实时查看神经网络看向哪里。</translation>
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
        <source>Where the training data come from, and under which terms, is listed in NOTICE.</source>
        <translation>训练数据的来源和许可条款列于 NOTICE 文件。</translation>
    </message>
</context>
<context>
    <name>AlignmentView</name>
    <message>
        <source>{row} looks at {column}, {weight}</source>
        <translation>{row} 看 {column}，{weight}</translation>
    </message>
</context>
<context>
    <name>AnswerSection</name>
    <message>
        <source>The answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>No likely answer</source>
        <translation>没有可信的答案</translation>
    </message>
    <message>
        <source>No likely answer; at best:</source>
        <translation>没有可信的答案；最可能的是：</translation>
    </message>
    <message>
        <source>No answer here</source>
        <translation>这里没有答案</translation>
    </message>
    <message>
        <source>No answer here ({none}); at best:</source>
        <translation>这里没有答案（{none}）；最可能的是：</translation>
    </message>
    <message>
        <source>With every head and sentence: “{text}” {before}; now {now}.</source>
        <translation>所有头和句子都在时：“{text}” {before}；现在 {now}。</translation>
    </message>
    <message>
        <source>Ask something about the passage</source>
        <translation>就这段文字提一个问题</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Paste a passage in English, or drop a text file here</source>
        <translation>粘贴一段英文，或把文本文件拖到这里</translation>
    </message>
    <message>
        <source>Passage</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>Words of the question</source>
        <translation>问题中的词</translation>
    </message>
</context>
<context>
    <name>AttentionMap</name>
    <message>
        <source>layer {layer}, head {head}</source>
        <translation>第 {layer} 层第 {head} 头</translation>
    </message>
    <message>
        <source>{kind}, followed through all layers (rollout)</source>
        <translation>{kind}，贯穿所有层（逐层展开）</translation>
    </message>
    <message>
        <source>mean of layer {layer}</source>
        <translation>第 {layer} 层的平均</translation>
    </message>
    <message>
        <source>mean of {n} heads</source>
        <translation>{n} 个头的平均</translation>
    </message>
    <message>
        <source>{kind}, {which}</source>
        <translation>{kind}，{which}</translation>
    </message>
    <message>
        <source>an approximation</source>
        <translation>只是近似</translation>
    </message>
    <message>
        <source>usual choice, not measured</source>
        <translation>通常的选择，未经测量</translation>
    </message>
    <message>
        <source>best alignment (AER {aer} %)</source>
        <translation>对齐最佳（AER {aer} %）</translation>
    </message>
    <message>
        <source>Of all heads this one agrees best with word alignments made by hand, on sentences held out of training. Alignment error rate: 0 % is full agreement.</source>
        <translation>在所有头中，这个头与人工标注的词对齐最为一致（在未参与训练的句子上测得）。对齐错误率 AER 为 0 % 表示完全一致。</translation>
    </message>
    <message>
        <source>Each row is read where its word goes in, one step later (View)</source>
        <translation>每一行取自该词作为输入的那一步，即晚一步（见“视图”）</translation>
    </message>
    <message>
        <source>rows shifted</source>
        <translation>按输入步对齐</translation>
    </message>
    <message>
        <source>trained with word alignments</source>
        <translation>用词对齐监督训练</translation>
    </message>
    <message>
        <source>weighted by value norms</source>
        <translation>按值的范数加权</translation>
    </message>
    <message>
        <source>Hidden tokens held {mean} % of the weight on average, at most {most} %; the rest of each row is scaled to 1.</source>
        <translation>隐藏的标记平均占有 {mean} % 的权重，最多 {most} %；每行其余部分重新归一为 1。</translation>
    </message>
    <message>
        <source>“{word}” is a sink: it draws {share} % of the weight, but what is read there is short ({norm} of the usual length). Light on it mostly means “nothing here”.</source>
        <translation>“{word}”是汇聚点：它吸引了 {share} % 的权重，但从那里读到的向量很短（通常长度的 {norm}）。它亮起来多半表示“这里没什么可看”。</translation>
    </message>
    <message>
        <source>sink: {words}</source>
        <translation>汇聚点：{words}</translation>
    </message>
</context>
<context>
    <name>AttentionScale</name>
    <message>
        <source>Own scale for each line</source>
        <translation>每行各用一个色标</translation>
    </message>
    <message>
        <source>One scale for the map</source>
        <translation>整张图共用一个色标</translation>
    </message>
    <message>
        <source>Scale from 0 to 1</source>
        <translation>色标固定为 0 到 1</translation>
    </message>
    <message>
        <source>Each line has its own scale: compare colours within it, and numbers between lines.</source>
        <translation>每行各有自己的色标：行内可比颜色，行间请比数字。</translation>
    </message>
    <message>
        <source>One scale for all lines: their colours can be compared.</source>
        <translation>所有行共用一个色标：颜色可以互相比较。</translation>
    </message>
    <message>
        <source>A fixed scale from 0 to 1: colours of any two maps can be compared.</source>
        <translation>色标固定为 0 到 1：任意两张图的颜色都可以比较。</translation>
    </message>
</context>
<context>
    <name>BrushTools</name>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Paint in a colour</source>
        <translation>用一种颜色涂</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>Paint in grey, which says nothing</source>
        <translation>涂成灰色：灰色不含任何信息</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Leave only the coarsest of what is painted over</source>
        <translation>涂过的地方只留下最粗略的样子</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮</translation>
    </message>
    <message>
        <source>Give the photo back where something was painted</source>
        <translation>擦掉所涂，恢复照片</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>方块</translation>
    </message>
    <message>
        <source>A grey square that follows the pointer; it is gone when the pointer leaves</source>
        <translation>跟随指针的灰色方块；指针离开后消失</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>粗细</translation>
    </message>
    <message>
        <source>How wide the brush is, as a share of the photo</source>
        <translation>画笔的粗细，占照片的份额</translation>
    </message>
    <message>
        <source>Width of the brush</source>
        <translation>画笔粗细</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take the last stroke back (Ctrl+Z)</source>
        <translation>撤销上一笔 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Paint the stroke again that was taken back (Ctrl+Shift+Z)</source>
        <translation>重做撤销的一笔 (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>复位</translation>
    </message>
    <message>
        <source>The photo as it came</source>
        <translation>恢复照片原样</translation>
    </message>
    <message>
        <source>Undo stroke</source>
        <translation>撤销一笔</translation>
    </message>
    <message>
        <source>Redo stroke</source>
        <translation>重做一笔</translation>
    </message>
</context>
<context>
    <name>CaptionChange</name>
    <message>
        <source>before: {caption}</source>
        <translation>之前：{caption}</translation>
    </message>
    <message>
        <source>now: {caption}</source>
        <translation>现在：{caption}</translation>
    </message>
    <message>
        <source>now: the same</source>
        <translation>现在：不变</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>描述</translation>
    </message>
</context>
<context>
    <name>CaptionPicture</name>
    <message>
        <source>“{word}” hardly looks: gate {gate}</source>
        <translation>“{word}”几乎不看图：门控 {gate}</translation>
    </message>
    <message>
        <source>“{word}”: gate {gate}</source>
        <translation>“{word}”：门控 {gate}</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>框</translation>
    </message>
    <message>
        <source>The box of the light of each thing named, with the share of the light in it</source>
        <translation>每个提到的事物，其注意力所在的框，以及框内注意力所占的比例</translation>
    </message>
</context>
<context>
    <name>CitePage</name>
    <message>
        <source>Cite</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>The papers behind what {pane} shows now, and this program:</source>
        <translation>“{pane}”当前所示方法的论文，以及本程序：</translation>
    </message>
    <message>
        <source>BibTeX</source>
        <translation>BibTeX</translation>
    </message>
    <message>
        <source>Copy BibTeX</source>
        <translation>复制 BibTeX</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>Columns</source>
        <translation>栏</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Run a command</source>
        <translation>运行命令</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>输入命令</translation>
    </message>
    <message>
        <source>Command to look for</source>
        <translation>要查找的命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Show cross-attention</source>
        <translation>显示交叉注意力</translation>
    </message>
    <message>
        <source>Alignment of the chosen model</source>
        <translation>所选模型的对齐</translation>
    </message>
    <message>
        <source>Alignment of the other model</source>
        <translation>另一模型的对齐</translation>
    </message>
    <message>
        <source>Difference of the two alignments</source>
        <translation>两种对齐的差异</translation>
    </message>
    <message>
        <source>Only cross-attention can be compared: choose it among the heads.</source>
        <translation>只能比较交叉注意力：请在注意力头中选择它。</translation>
    </message>
    <message>
        <source>These two maps have no words in common, so they stand each for itself.</source>
        <translation>这两张图没有共同的词，因此各自独立。</translation>
    </message>
    <message>
        <source>Here will be where {name} looks while it reads the same translation.</source>
        <translation>这里将显示 {name} 读同一译文时看哪里。</translation>
    </message>
    <message>
        <source>Orange: {first} looks there more. Blue: {second} does.</source>
        <translation>橙色：{first} 在那里看得更多。蓝色：{second} 看得更多。</translation>
    </message>
    <message>
        <source>Both read the same translation; their pieces differ, so words are compared.</source>
        <translation>两者读同一译文；子词切分不同，因此按词比较。</translation>
    </message>
    <message>
        <source>Both read the same translation; point at one map to see the place in the other.</source>
        <translation>两者读同一译文；指向一张图，另一张图上会显示同一位置。</translation>
    </message>
    <message>
        <source>{model}: {title}</source>
        <translation>{model}：{title}</translation>
    </message>
</context>
<context>
    <name>CompareSection</name>
    <message>
        <source>Point at a place: what does it add to each score?</source>
        <translation>指向一处：它给两个得分各贡献多少？</translation>
    </message>
    <message>
        <source>Here: {one} for “{a}”, {two} for “{b}”; difference {three}</source>
        <translation>此处：对“{a}”为 {one}，对“{b}”为 {two}；差 {three}</translation>
    </message>
    <message>
        <source>For “{name}”</source>
        <translation>“{name}”的证据</translation>
    </message>
    <message>
        <source>{a} − {b}</source>
        <translation>{a} − {b}</translation>
    </message>
    <message>
        <source>Map: {title}</source>
        <translation>图：{title}</translation>
    </message>
    <message>
        <source>What a cell adds to the score; one scale for both maps</source>
        <translation>一个格子对得分的贡献；两张图用同一色标</translation>
    </message>
    <message>
        <source>Orange speaks for “{a}” and not “{b}”, blue the other way</source>
        <translation>橙色支持“{a}”而非“{b}”，蓝色相反</translation>
    </message>
    <message>
        <source>Orange speaks for “{a}” and not “{b}”, blue the other way; what speaks for both cancels.</source>
        <translation>橙色支持“{a}”而非“{b}”，蓝色相反；同时支持两者的相互抵消。</translation>
    </message>
    <message>
        <source>e to the power {gap} is {odds}: so many times as likely is “{likely}” as “{less}”.</source>
        <translation>“{likely}”的可能性是“{less}”的 {odds} 倍，即 e 的 {gap} 次方。</translation>
    </message>
    <message>
        <source>All of it is exact: a score is the sum of its map and a constant, known without another pass.</source>
        <translation>这些都是精确的：得分等于它的图之和加一个常数，无需再算一遍。</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>为什么是</translation>
    </message>
    <message>
        <source>The class whose evidence is on the left</source>
        <translation>左边显示其证据的类别</translation>
    </message>
    <message>
        <source>Class A</source>
        <translation>类别 A</translation>
    </message>
    <message>
        <source>and not</source>
        <translation>而不是</translation>
    </message>
    <message>
        <source>The class it is compared with</source>
        <translation>与之比较的类别</translation>
    </message>
    <message>
        <source>Class B</source>
        <translation>类别 B</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>交换</translation>
    </message>
    <message>
        <source>Let the two classes change places</source>
        <translation>交换两个类别的位置</translation>
    </message>
    <message>
        <source>Orange: more in the first. Blue: more in the second.</source>
        <translation>橙色：前者更大。蓝色：后者更大。</translation>
    </message>
    <message>
        <source>Compare it with the next head</source>
        <translation>与下一个头比较</translation>
    </message>
    <message>
        <source>Keep what is shown now instead</source>
        <translation>改为保留现在显示的内容</translation>
    </message>
    <message>
        <source>Open a model or a file first.</source>
        <translation>请先打开模型或文件。</translation>
    </message>
    <message>
        <source>Keep what is shown now; then read another text, open another model or switch heads off.</source>
        <translation>先保留当前显示的内容，再输入另一段文本、打开另一个模型或关闭一些头。</translation>
    </message>
    <message>
        <source>What was kept has no attention of this kind.</source>
        <translation>保留的内容中没有这种注意力。</translation>
    </message>
    <message>
        <source>They cannot be laid over each other: now {now}, kept {kept} (layers × heads × queries × keys). Choose texts of as many tokens.</source>
        <translation>两者无法叠加比较：当前为 {now}，保留的为 {kept}（层 × 头 × 查询 × 键）。请选用词元数相同的文本。</translation>
    </message>
    <message>
        <source>These maps are too large to be compared here.</source>
        <translation>这些图太大，无法在此比较。</translation>
    </message>
    <message>
        <source>“{now}” minus “{kept}”</source>
        <translation>“{now}”减“{kept}”</translation>
    </message>
    <message>
        <source>“{now}” minus “{kept}”, each the mean of its heads</source>
        <translation>“{now}”减去“{kept}”，各取其所有头的平均</translation>
    </message>
    <message>
        <source>Choose two heads in “One head” (the second with Ctrl).</source>
        <translation>请在“单个头”中选择两个头（第二个按住 Ctrl 选择）。</translation>
    </message>
    <message>
        <source>{first} minus {second}</source>
        <translation>{first} 减 {second}</translation>
    </message>
    <message>
        <source>Keep what is shown</source>
        <translation>保留当前内容</translation>
    </message>
    <message>
        <source>with what was kept</source>
        <translation>与保留的内容比较</translation>
    </message>
    <message>
        <source>two heads</source>
        <translation>两个头</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比较对象</translation>
    </message>
</context>
<context>
    <name>ComparedFillings</name>
    <message>
        <source>Words for the blank in both sentences</source>
        <translation>两个句子中填空的词</translation>
    </message>
</context>
<context>
    <name>CompressControls</name>
    <message>
        <source>Model to compress</source>
        <translation>要压缩的模型</translation>
    </message>
    <message>
        <source>Bits a weight</source>
        <translation>每个权重的位数</translation>
    </message>
    <message>
        <source>Heads pruned</source>
        <translation>剪去的头</translation>
    </message>
    <message>
        <source>{bits} bits a weight</source>
        <translation>每个权重 {bits} 位</translation>
    </message>
    <message>
        <source>As it is: nothing is rounded</source>
        <translation>原样：不做任何舍入</translation>
    </message>
    <message>
        <source>One by one, those first whose absence makes the sample&apos;s translations least improbable</source>
        <translation>逐个剪去：先剪对样本译文的概率影响最小的头</translation>
    </message>
    <message>
        <source> of {heads}</source>
        <translation> / {heads}</translation>
    </message>
    <message>
        <source>Only heads of a Transformer that translates are pruned here</source>
        <translation>这里只能剪去翻译用的 Transformer 的注意力头</translation>
    </message>
</context>
<context>
    <name>CompressWindow</name>
    <message>
        <source>There is no model to compress.</source>
        <translation>没有可压缩的模型。</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>Compress: what it costs to be small</source>
        <translation>压缩：变小的代价</translation>
    </message>
    <message>
        <source>Sentence to translate</source>
        <translation>要翻译的句子</translation>
    </message>
    <message>
        <source>A sentence to translate with both</source>
        <translation>输入一个句子，由两者翻译</translation>
    </message>
    <message>
        <source>Translation as it is</source>
        <translation>原模型的译文</translation>
    </message>
    <message>
        <source>Translation of the compressed model</source>
        <translation>压缩后模型的译文</translation>
    </message>
    <message>
        <source>Translation, {name}</source>
        <translation>译文（{name}）</translation>
    </message>
    <message>
        <source>Translation, {name}: the same</source>
        <translation>译文（{name}）：相同</translation>
    </message>
    <message>
        <source>Translation, {name}: different words in bold</source>
        <translation>译文（{name}）：不同之处以粗体表示</translation>
    </message>
</context>
<context>
    <name>Compression</name>
    <message>
        <source>{bits} bits, {heads} heads pruned</source>
        <translation>{bits} 位，剪去 {heads} 个头</translation>
    </message>
    <message>
        <source>{bits} bits</source>
        <translation>{bits} 位</translation>
    </message>
    <message>
        <source>Same best class as uncompressed, in % of 240 cuts of the program&apos;s pictures</source>
        <translation>与未压缩时的首选类别相同的比例（%，取自程序自带图片的 240 个裁剪块）</translation>
    </message>
    <message>
        <source>Reconstructions of held-out pictures: peak signal-to-noise ratio, dB</source>
        <translation>留出图片的重构：峰值信噪比（dB）</translation>
    </message>
    <message>
        <source>Same likeliest next word as uncompressed, in % of all words of captions of 32 photos and cuts of them</source>
        <translation>下一个最可能的词与未压缩时相同的比例（32 张照片及其裁剪的描述中全部词的 %）</translation>
    </message>
    <message>
        <source>Same likeliest next letter as uncompressed, in % of all letters of the program&apos;s recordings</source>
        <translation>下一个最可能的字母与未压缩时相同的比例（程序自带录音中全部字母的 %）</translation>
    </message>
    <message>
        <source>Same answer as uncompressed, in % of the program&apos;s 13 questions</source>
        <translation>回答与未压缩时相同的比例（程序自带 13 个问题的 %）</translation>
    </message>
    <message>
        <source>Same likeliest word as uncompressed, in % of 120 sentences with a blank</source>
        <translation>最可能的填空词与未压缩时相同的比例（120 个带空句子的 %）</translation>
    </message>
    <message>
        <source>Same head and relation as uncompressed, in % of all words of 120 sentences</source>
        <translation>中心词与关系均与未压缩时相同的比例（120 个句子中全部词的 %）</translation>
    </message>
    <message>
        <source>Same likeliest next piece as uncompressed, in % of all pieces of five titles</source>
        <translation>下一个最可能的子词与未压缩时相同的比例（五个标题中全部子词的 %）</translation>
    </message>
    <message>
        <source>Same text found first as uncompressed, in % of 125 queries</source>
        <translation>排在首位的文本与未压缩时相同的比例（125 个查询的 %）</translation>
    </message>
    <message>
        <source>BLEU on 240 everyday sentences that it was not trained on, greedy</source>
        <translation>BLEU（240 个未参与训练的日常句子，贪心解码）</translation>
    </message>
    <message>
        <source>agreement, %</source>
        <translation>一致率，%</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>峰值信噪比，dB</translation>
    </message>
    <message>
        <source>Agreement with itself and not accuracy: photos with known classes may not be handed on. Numbers beside points are bits a weight.</source>
        <translation>这是与自身的一致率，而非准确率：带有类别标注的照片不得随程序分发。点旁的数字是每个权重的位数。</translation>
    </message>
    <message>
        <source>3 dB less is twice the squared error. Numbers beside points are bits a weight.</source>
        <translation>每降低 3 dB，平方误差增加一倍。点旁的数字是每个权重的位数。</translation>
    </message>
    <message>
        <source>Agreement with itself and not quality: the data that say what is right do not ship. Numbers beside points are bits a weight.</source>
        <translation>这是与自身的一致率，不是质量：标注正确答案的数据不随程序提供。点旁的数字是每个权重的位数。</translation>
    </message>
    <message>
        <source>Agreement with itself and not quality: the data that say what is right do not ship. The size is that of the whole reader; in the files that ship, all readers share one encoder in 4 bits, and “as it is” reads with that one. Numbers beside points are bits a weight.</source>
        <translation>这是与自身的一致率，不是质量：标注正确答案的数据不随程序提供。大小是整个阅读模型的大小；在随程序提供的文件中，所有阅读模型共用一个 4 位编码器，“原样”即用它来读。点旁的数字是每个权重的位数。</translation>
    </message>
    <message>
        <source>On so few sentences a point of BLEU more or less is chance. Numbers beside points are bits a weight; squares have lost heads.</source>
        <translation>句子这么少，BLEU 相差一分以内只是偶然。点旁的数字是每个权重的位数；方块表示剪去了头。</translation>
    </message>
    <message>
        <source>Rows are letters, columns moments of the sound; both write the same letters.</source>
        <translation>行是字母，列是声音的时刻；两者写出同样的字母。</translation>
    </message>
    <message>
        <source>Rows are the question, columns the sentence with the answer: shares of that sentence, the mean of the last layer&apos;s heads.</source>
        <translation>行是问题，列是答案所在的句子：在该句中所占的份额，取最后一层各注意力头的平均。</translation>
    </message>
    <message>
        <source>Where each word looks: the mean of the last layer&apos;s heads.</source>
        <translation>每个词看向哪里：最后一层各注意力头的平均。</translation>
    </message>
    <message>
        <source>Each row: how likely each word is the head of this one.</source>
        <translation>每一行：各词作为该词中心词的概率。</translation>
    </message>
    <message>
        <source>Both write the same title; the mean of the last layer&apos;s heads.</source>
        <translation>两者写出同样的标题；取最后一层各注意力头的平均。</translation>
    </message>
    <message>
        <source>Cosine of each word of the query with each word of the text that is found first; below 0 as 0.</source>
        <translation>查询的每个词与首位文本每个词的余弦相似度；负值记为 0。</translation>
    </message>
    <message>
        <source>No sentences of this language ship to measure it on.</source>
        <translation>程序没有附带这种语言的测试句子，无法测量。</translation>
    </message>
    <message>
        <source>Look · {name}</source>
        <translation>看图 · {name}</translation>
    </message>
    <message>
        <source>Latent · {name}</source>
        <translation>潜变量 · {name}</translation>
    </message>
    <message>
        <source>Describe · {name}</source>
        <translation>描述 · {name}</translation>
    </message>
    <message>
        <source>Listen · {name}</source>
        <translation>聆听 · {name}</translation>
    </message>
    <message>
        <source>Read · {name}</source>
        <translation>阅读 · {name}</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有答案</translation>
    </message>
</context>
<context>
    <name>ContextPicture</name>
    <message>
        <source>{reader}: “{letter}”</source>
        <translation>{reader}：“{letter}”</translation>
    </message>
    <message>
        <source>{back} places before the end stands “{letter}”. {answers}</source>
        <translation>倒数第 {back} 位之前的字母是“{letter}”。{answers}</translation>
    </message>
    <message>
        <source>What each reader knows at each distance; arrow keys ask for another letter</source>
        <translation>各网络在每个距离上的正确率；用方向键询问其他字母</translation>
    </message>
    <message>
        <source>Press Start: each reader learns to tell the letter that stood some places before the end.</source>
        <translation>按“开始”：每个网络学习说出末尾之前若干位的字母。</translation>
    </message>
    <message>
        <source>how many places before the end the letter stood</source>
        <translation>字母距末尾的位数</translation>
    </message>
    <message>
        <source>has one vector for all letters, no place to look at</source>
        <translation>所有字母只留下一个向量，没有可看的位置</translation>
    </message>
</context>
<context>
    <name>ContextSection</name>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>places before the end</source>
        <translation>距末尾的位置数</translation>
    </message>
    <message>
        <source>Share of right answers</source>
        <translation>正确答案的比例</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Three small networks learn the same task side by side; it takes under a minute.</source>
        <translation>三个小网络并排学习同一任务，用时不到一分钟。</translation>
    </message>
    <message>
        <source>{reader}: {share} % right after {steps} steps</source>
        <translation>{reader}：{steps} 步后正确率 {share} %</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>字母数</translation>
    </message>
    <message>
        <source>What context is</source>
        <translation>什么是上下文</translation>
    </message>
    <message>
        <source>Each network reads a row of letters and is then asked which letter stood some places before the end.

The LSTM reads them one after the other; its last state, one vector, is all it has kept: the context. The farther back a letter stood, the more has been written over it.

With attention all states are kept. The last one asks, and the context is their weighted mean: the far letter is as near as the last.

Self-attention keeps no state at all: the question looks at the letters themselves, in one step.

The curves are measured on rows that no network was trained on. Click a letter, or use the arrow keys, to ask for it.</source>
        <translation>每个网络读入一串字母，然后被问末尾之前某一位是哪个字母。

LSTM 逐个读入，最后一个状态（一个向量）就是它保留的全部内容，即上下文。字母离末尾越远，被覆盖得越多。

有了注意力，所有状态都保留下来：最后的状态发出询问，上下文是各状态的加权平均，远处的字母与最近的一样近。

自注意力不保留任何状态：问题一步就直接看字母本身。

曲线是在网络没有训练过的字母串上测得的。点击字母或用方向键来询问它。</translation>
    </message>
    <message>
        <source>LSTM, last state</source>
        <translation>LSTM，末状态</translation>
    </message>
    <message>
        <source>LSTM with attention</source>
        <translation>带注意力的 LSTM</translation>
    </message>
    <message>
        <source>Self-attention</source>
        <translation>自注意力</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>Map over the photo</source>
        <translation>叠在照片上的图</translation>
    </message>
    <message>
        <source>Which map lies over the photo</source>
        <translation>把哪种图叠在照片上</translation>
    </message>
    <message>
        <source>How the map is drawn</source>
        <translation>图的画法</translation>
    </message>
    <message>
        <source>Colours over the photo, lines of equal weight, or the rest of the photo darkened</source>
        <translation>在照片上着色、画等值线，或把其余部分变暗</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>How much the colours hide of the photo</source>
        <translation>颜色遮住照片的程度</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Off: the true cells of the map</source>
        <translation>关闭时显示图的真实格子</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>框</translation>
    </message>
    <message>
        <source>What was found, each in its box</source>
        <translation>找到的东西，各在一个框里</translation>
    </message>
    <message>
        <source>Photo beside</source>
        <translation>并排原照片</translation>
    </message>
    <message>
        <source>The plain photo beside the map; both zoom together</source>
        <translation>在图旁显示原照片；两者一起缩放</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>Runs; × takes a curve away</source>
        <translation>各次训练；点 × 移除曲线</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>share of exact answers</source>
        <translation>完全正确的比例</translation>
    </message>
</context>
<context>
    <name>Describe</name>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Words that the model has not learned: {words}.</source>
        <translation>模型没有学过的词：{words}。</translation>
    </message>
    <message>
        <source>Only the first {shown} of {given} words are read.</source>
        <translation>共 {given} 个词，只读取前 {shown} 个。</translation>
    </message>
    <message>
        <source>The caption did not end after {tokens} pieces.</source>
        <translation>写到 {tokens} 个词元时描述仍未结束。</translation>
    </message>
    <message>
        <source>Left out, because the model does not know it: {characters}.</source>
        <translation>模型不认识，已略去：{characters}。</translation>
    </message>
    <message>
        <source>There is no caption to read: write one in letters.</source>
        <translation>没有可读的描述：请写一句话。</translation>
    </message>
    <message>
        <source>The model {model} does not tell what is in a photo.</source>
        <translation>模型 {model} 不能描述照片。</translation>
    </message>
    <message>
        <source>This model reads {language}; the caption is written in another language.</source>
        <translation>这个模型读{language}，而这句描述是用另一种语言写的。</translation>
    </message>
    <message>
        <source>Unsure of: {words}</source>
        <translation>不确定：{words}</translation>
    </message>
    <message>
        <source>The photo does not support: {words}</source>
        <translation>照片不支持：{words}</translation>
    </message>
    <message>
        <source>The photo does not support it: it is below 1 %, or would be more probable if there were nothing to be seen.</source>
        <translation>照片不支持它：概率低于 1 %，或者在什么也看不到时反而更高。</translation>
    </message>
    <message>
        <source>Unsure: on held-out photos such words below {level} % stood in none of people&apos;s sentences at least as often as in one.</source>
        <translation>不确定：在留出照片上，概率低于 {level} % 的这类词，未出现在任何人工描述中的次数不少于出现的次数。</translation>
    </message>
    <message>
        <source>“{word}” needed what it looked at: its probability goes from {before} to {looked} without it, to {others} without as much elsewhere.</source>
        <translation>“{word}”需要它所看的地方：遮住那里，其概率由 {before} 变为 {looked}；遮住别处同样大的地方，则变为 {others}。</translation>
    </message>
    <message>
        <source>The probability of “{word}” goes from {before} to {looked} without what it looked at, but to {others} without as much elsewhere: here the map says little.</source>
        <translation>遮住“{word}”所看的地方，其概率由 {before} 变为 {looked}；遮住别处同样大的地方，却变为 {others}：这里的注意力图说明不了什么。</translation>
    </message>
    <message>
        <source>“{word}” did not need what it looked at: its probability goes from {before} to {looked} without it, to {others} without as much elsewhere. The sentence so far, or the rest of the photo, is enough for it.</source>
        <translation>“{word}”并不需要它所看的地方：遮住那里，其概率由 {before} 变为 {looked}；遮住别处同样大的地方，则变为 {others}。前面的句子或照片的其余部分已经足够。</translation>
    </message>
    <message>
        <source>Bright: where the model looked while it wrote the word, as strongly as the word&apos;s gate was open.</source>
        <translation>亮处：模型写这个词时所看的地方；该词的门控开得越大，画得越明显。</translation>
    </message>
    <message>
        <source>Bar below a word: its probability. Dashed edge: the model is unsure of it, or the photo does not support a thing that you named. Grey: it hardly looks.</source>
        <translation>词下横条：概率。虚线框：模型对该词不确定，或照片不支持您所说的事物。灰色：几乎没有看图。</translation>
    </message>
    <message>
        <source>Slanted, with a question mark: the model is unsure of the word, or the photo does not support it.</source>
        <translation>斜体加问号：模型对该词不确定，或照片不支持它。</translation>
    </message>
    <message>
        <source>attention from words to the photo</source>
        <translation>词对照片的注意力</translation>
    </message>
    <message>
        <source>Whole words: a map is the mean of those of its pieces</source>
        <translation>整词：其注意力图是各词元注意力图的平均</translation>
    </message>
    <message>
        <source>Taught with boxes: in training, words that name something were to look into the box drawn around it.</source>
        <translation>训练时用框教过：指称事物的词应当看向该事物的框内。</translation>
    </message>
    <message>
        <source>Began with what the English model had learned, boxes included; for these words nobody drew boxes.</source>
        <translation>从英文模型所学（包括框）开始训练；这些中文词没有人画过框。</translation>
    </message>
    <message>
        <source>Nobody told its words where to look.</source>
        <translation>没有人教过这些词该看哪里。</translation>
    </message>
    <message>
        <source>A convolutional network sees the photo as 14 × 14 patches. A recurrent network writes the sentence word by word; before each word it looks at all patches, with weights that add up to 1 (Show, Attend and Tell, Xu et al. 2015). The gate, from 0 to 1, says how much of what it saw there entered the word; words that the sentence so far gives away need little of it. Both networks also know the photo as a whole from the beginning, so a closed gate does not mean that the photo is forgotten.

“With a grey picture” is how probable the same word would be if nothing were to be seen: what the sentence so far makes probable by itself. Probabilities are the model&apos;s own; it tells what it has learned to tell, right or wrong.</source>
        <translation>卷积网络把照片看成 14 × 14 个图块。循环网络逐词写出句子；写每个词之前，它以总和为 1 的权重看遍所有图块（Show, Attend and Tell，Xu 等，2015）。门控在 0 到 1 之间，表示所看到的内容有多少进入这个词；仅凭前文就能猜到的词所需甚少。网络从一开始就知道整张照片的大意，所以门控关闭并不表示忘记了照片。

“换成灰图”指假如什么也看不到，同一个词的概率有多大，也就是仅凭前面的句子该词有多可能。概率都是模型自己的；它只会说学过的话，未必正确。</translation>
    </message>
</context>
<context>
    <name>DescribeSection</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Write it word by word, the light moving (space bar)</source>
        <translation>逐词写出，光斑随之移动（空格键）</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排显示</translation>
    </message>
    <message>
        <source>Tell it in this language</source>
        <translation>用这种语言描述</translation>
    </message>
    <message>
        <source>Beams</source>
        <translation>束宽</translation>
    </message>
    <message>
        <source>How many captions the search keeps at every step; 1 is greedy</source>
        <translation>搜索每一步保留几个候选描述；1 为贪心搜索</translation>
    </message>
    <message>
        <source>Your own caption; Enter reads it</source>
        <translation>自己写一句描述，按回车读取</translation>
    </message>
    <message>
        <source>Write a caption of your own: where would it look for “dog”, and how probable is the word?</source>
        <translation>自己写一句描述：写到“狗”时模型会看哪里？该词的概率是多少？</translation>
    </message>
    <message>
        <source>Your own caption</source>
        <translation>自己的描述</translation>
    </message>
    <message>
        <source>Back to the model&apos;s caption</source>
        <translation>回到模型的描述</translation>
    </message>
    <message>
        <source>Back to the caption that the model writes by itself</source>
        <translation>回到模型自己写的描述</translation>
    </message>
    <message>
        <source>There is no model that tells photos among the weights.</source>
        <translation>权重中没有能描述照片的模型。</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>The model says “{text}”</source>
        <translation>模型的回答：“{text}”</translation>
    </message>
    <message>
        <source>Here it says “{text}”</source>
        <translation>此处的回答：“{text}”</translation>
    </message>
    <message>
        <source>With all heads: “{text}” {before}. With {count} off: {now}.</source>
        <translation>所有头开启时：“{text}”{before}；关闭 {count} 个后：{now}。</translation>
    </message>
    <message>
        <source>less than {}</source>
        <translation>低于 {}</translation>
    </message>
    <message>
        <source>“{token}” looks at</source>
        <translation>“{token}”关注</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Off: mean instead of 0</source>
        <translation>关闭时取均值而非 0</translation>
    </message>
    <message>
        <source>A head that is off brings its mean over all places, not 0, to the output projection</source>
        <translation>被关闭的头向输出投影送入其在所有位置上的均值，而不是 0</translation>
    </message>
    <message>
        <source>{kind}: {layers} layers of {heads} heads</source>
        <translation>{kind}：{layers} 层，每层 {heads} 个头</translation>
    </message>
    <message>
        <source>{millions} million parameters, {dtype} on {device}</source>
        <translation>{millions} 百万参数，{dtype}，运行于 {device}</translation>
    </message>
    <message>
        <source>{kind}: {layers} layers × {heads} heads × {queries} × {keys}</source>
        <translation>{kind}：{layers} 层 × {heads} 头 × {queries} × {keys}</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>log p(x | z), at z = mu</source>
        <translation>log p(x | z)（z = mu 处）</translation>
    </message>
    <message>
        <source>KL of posterior and prior</source>
        <translation>后验与先验的 KL</translation>
    </message>
    <message>
        <source>ELBO, at z = mu</source>
        <translation>ELBO（z = mu 处）</translation>
    </message>
    <message>
        <source>mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>ELBO (nats)</source>
        <translation>ELBO（奈特）</translation>
    </message>
    <message>
        <source>KL (nats)</source>
        <translation>KL（奈特）</translation>
    </message>
    <message>
        <source>squared error</source>
        <translation>平方误差</translation>
    </message>
    <message>
        <source>PCA&apos;s, as many dimensions</source>
        <translation>同维数 PCA 的误差</translation>
    </message>
    <message>
        <source>share of PCA&apos;s error</source>
        <translation>与 PCA 误差之比</translation>
    </message>
    <message>
        <source>MIG</source>
        <translation>MIG 值</translation>
    </message>
    <message>
        <source>FactorVAE score</source>
        <translation>FactorVAE 得分</translation>
    </message>
    <message>
        <source>active dimensions</source>
        <translation>活跃维度</translation>
    </message>
    <message>
        <source>with attention</source>
        <translation>有注意力</translation>
    </message>
    <message>
        <source>without</source>
        <translation>无注意力</translation>
    </message>
    <message>
        <source>It learned from pairs of pictures that differ in one known factor, so its dimensions are well separated.</source>
        <translation>它从只有一个已知因素不同的图片对中学习，因此各维度分离得很好。</translation>
    </message>
    <message>
        <source>It was told how each face was put together: the prior of each dimension depends on one known factor, so its dimensions are well separated.</source>
        <translation>训练时告诉了模型每张脸由哪些部件组成：每个维度的先验取决于一个已知因素，因此各维度分离得很好。</translation>
    </message>
    <message>
        <source>The encoded picture, in nats</source>
        <translation>被编码的图片（单位：奈特）</translation>
    </message>
    <message>
        <source>mu ± std of each dimension; the bar is its KL</source>
        <translation>各维度的 mu ± std；条的长度是它的 KL</translation>
    </message>
    <message>
        <source>The model, on pictures it never saw</source>
        <translation>模型在从未见过的图片上的表现</translation>
    </message>
    <message>
        <source>What am I looking at?</source>
        <translation>这是什么图？</translation>
    </message>
    <message>
        <source>A variational autoencoder (Kingma &amp; Welling 2014) packs a picture into a handful of numbers, its code, and paints it back. For each number the encoder gives not one value but a bell curve: mu says where, std how sure. The KL says how much a dimension tells about the picture; one with hardly any is dead and moves nothing.

Drag a slider: the decoder paints the picture of the new code. What a slider does is nobody&apos;s choice and not always one thing; the names are yours to give. Outside the shaded part there was no data, and the decoder makes things up.

Orange and blue beside a slider show where the picture changes when the slider moves a little. “Attention” shows the encoder&apos;s own spatial attention: where it looked, not why.</source>
        <translation>变分自编码器（Kingma 与 Welling，2014）把一张图片压缩成寥寥几个数，即它的编码，再由编码画回图片。对每个数，编码器给出的不是一个值，而是一条钟形曲线：mu 说明它在哪里，std 说明有多确定。KL 说明一个维度讲出了图片的多少内容；几乎为零的维度是失效的，拖动它什么也不会变。

拖动一个滑块，解码器就画出新编码的图片。滑块管什么不是谁选定的，也不一定只管一件事；名字由您来起。阴影之外没有数据，那里是解码器的臆造。

滑块旁的橙色和蓝色显示滑块稍稍移动时图片哪里会变。“注意力”显示编码器自身的空间注意力：它看了哪里，而不是为什么。</translation>
    </message>
    <message>
        <source>This word in every encoder head</source>
        <translation>这个词在编码器的每个头中</translation>
    </message>
    <message>
        <source>looks at</source>
        <translation>看向</translation>
    </message>
    <message>
        <source>is looked at by</source>
        <translation>被谁看</translation>
    </message>
    <message>
        <source>through all layers: rollout, an approximation</source>
        <translation>贯穿所有层：逐层展开，只是近似</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>字母</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Entropy {bits} of at most {most} bits.</source>
        <translation>熵为 {bits} 比特，最多 {most} 比特。</translation>
    </message>
    <message>
        <source>Your transcript</source>
        <translation>你的转写</translation>
    </message>
    <message>
        <source>What was heard</source>
        <translation>听到的内容</translation>
    </message>
    <message>
        <source>log-probability {total} · per letter {mean}</source>
        <translation>对数概率 {total} · 每个字母 {mean}</translation>
    </message>
    <message>
        <source>Point at a letter to see and hear its moment; press it to pin it.</source>
        <translation>指向一个字母，可看到并听到它对应的时刻；点击可固定。</translation>
    </message>
    <message>
        <source>The encoder alone (CTC) writes: {text}</source>
        <translation>仅用编码器（CTC）写出：{text}</translation>
    </message>
    <message>
        <source>Could have been</source>
        <translation>也可能是</translation>
    </message>
    <message>
        <source>Choose one to write it instead and decode the rest again</source>
        <translation>选择其中一个来替换，并重新解码其余部分</translation>
    </message>
    <message>
        <source>Listens at</source>
        <translation>听的时刻</translation>
    </message>
    <message>
        <source>Words, and when they were said</source>
        <translation>词及其起止时间</translation>
    </message>
    <message>
        <source>Beams, by their share of the probability</source>
        <translation>候选束，按概率占比</translation>
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
        <source>Point at a word to see where the model looked; click to pin it.</source>
        <translation>指向一个词，看模型看了哪里；点击可固定。</translation>
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
        <source>Word written before</source>
        <translation>此前写出的词</translation>
    </message>
    <message>
        <source>{text}
log-probability {log}, per token {score}</source>
        <translation>{text}
对数概率 {log}，每词元 {score}</translation>
    </message>
    <message>
        <source>Is looked at by</source>
        <translation>被这些词看向</translation>
    </message>
    <message>
        <source>Beams, best score first, with their share of the beams&apos; probability</source>
        <translation>束中译文（得分高者在前）及其在束内所占概率</translation>
    </message>
    <message>
        <source>All target words together: {sum}.</source>
        <translation>所有目标词合计：{sum}。</translation>
    </message>
    <message>
        <source>Source word, in the encoder</source>
        <translation>编码器中的原文词</translation>
    </message>
    <message>
        <source>“{word}” in every encoder head, by layer</source>
        <translation>“{word}”在编码器的每个头中，按层</translation>
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
        <source>Each row belongs to one source word and shows from which source words the encoder gathered when it made that word&apos;s vector. Each row adds up to 1; colours always run from 0 to 1. Above the first layer a position no longer stands for its word alone: it already holds something of others.</source>
        <translation>每一行属于一个原文词，显示编码器构造该词的向量时从哪些原文词收集信息。每行之和为 1；颜色总是从 0 到 1。在第一层以上，一个位置不再只代表它自己的词：它已含有其他词的成分。</translation>
    </message>
    <message>
        <source>Each row belongs to a word that has just gone in and shows at which of the words so far, itself among them, the decoder looked; the last, which never goes in, keeps the row of its writing. It cannot look ahead, so the upper right stays dark. The first column is the start &lt;s&gt;, where heads with nothing to do often rest.</source>
        <translation>每一行属于一个刚刚输入解码器的词，显示解码器看了到此为止的哪些词，也包括这个词本身；最后一个词不再输入，保留它写出时的那一行。它不能向前看，所以右上方总是暗的。第一列是开头 &lt;s&gt;，无事可做的头常停在那里。</translation>
    </message>
    <message>
        <source>Each row belongs to a word about to be written and shows which of the words before it the decoder looked back at. It cannot look ahead, so the upper right stays dark. The first column is the start &lt;s&gt;, where heads with nothing to do often rest.</source>
        <translation>每一行属于一个即将写出的词，显示解码器回看了此前的哪些词。它不能向前看，所以右上方总是暗的。第一列是开头 &lt;s&gt;，无事可做的头常停在那里。</translation>
    </message>
    <message>
        <source>Each row belongs to one word of the translation and shows how the model spread its attention over the source words when it read that word, one step after writing it; the last, which it never reads, keeps the row of its writing. The brighter a cell, or the wider a line, the more it looked there. Each row adds up to 1, and the colours always run from 0 to 1, so two pictures can be compared.</source>
        <translation>每一行对应译文中的一个词，显示模型在写出这个词的下一步、读入它时把注意力分给了哪些源词；最后一个词不再读入，保留它写出时的那一行。格子越亮、线越粗，表示看得越多。每一行的权重之和为 1，颜色始终从 0 到 1，因此两幅图可以直接比较。</translation>
    </message>
    <message>
        <source>Each row belongs to one word of the translation and shows how the model spread its attention over the source words just before writing it. The brighter a cell, or the wider a line, the more it looked there. Each row adds up to 1, and the colours always run from 0 to 1, so two pictures can be compared.</source>
        <translation>每一行对应译文中的一个词，显示模型在写出这个词之前把注意力分给了哪些源词。格子越亮、线越粗，表示看得越多。每一行的权重之和为 1，颜色始终从 0 到 1，因此两幅图可以直接比较。</translation>
    </message>
    <message>
        <source>Now the map is weighted by value norms: bright is where much was taken, not only where the model looked.</source>
        <translation>现在的图按值的范数加权：亮处是取用得多的地方，而不只是模型看的地方。</translation>
    </message>
    <message>
        <source>This says where the model looked, not why it chose a word: much also flows through its memory, and other weights can lead to the same translation. Light on a full stop or on the end &lt;/s&gt; often means “nothing here”.</source>
        <translation>它说明模型看了哪里，而不说明为什么选这个词：许多信息还经由模型的记忆传递，别的权重也可能得到同样的译文。句号或结束符 &lt;/s&gt; 上的亮光往往表示“这里没有要看的”。</translation>
    </message>
    <message>
        <source>A Transformer has many such maps, one for each head of each layer, and most do not align words. The first one shown is the one that agrees best with alignments made by people. Norms (‖α·f(x)‖) tell how much is taken from a word rather than how much it is looked at. Switch a head off to see what it did.</source>
        <translation>Transformer 有许多这样的图，每层的每个头各一张，大多数并不对齐词语。最先显示的是与人工对齐最一致的一张。范数（‖α·f(x)‖）说明从一个词取了多少，而不是看了它多少。关闭一个头，就能看出它做了什么。</translation>
    </message>
    <message>
        <source>{share}; place {place} of {count}</source>
        <translation>{share}；{count} 类中第 {place} 位</translation>
    </message>
    <message>
        <source>Predictions for the painted photo, from one view; choose one to see the evidence for it</source>
        <translation>对涂改后照片的预测（只用一个视图）；选择一个，看支持它的依据</translation>
    </message>
    <message>
        <source>Picture, pixels</source>
        <translation>图片（像素）</translation>
    </message>
    <message>
        <source>Full views</source>
        <translation>全图视图</translation>
    </message>
    <message>
        <source>Close-ups</source>
        <translation>局部特写</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} 毫秒</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>The evidence for any class the model knows; type a part of its name</source>
        <translation>模型所知任一类别的证据；输入名称的一部分即可查找</translation>
    </message>
    <message>
        <source>Predictions; choose one to see the evidence for it</source>
        <translation>预测结果；选择一个，看支持它的依据</translation>
    </message>
    <message>
        <source>The five best classes</source>
        <translation>最可能的五个类别</translation>
    </message>
    <message>
        <source>Any class it knows</source>
        <translation>它认识的任何类别</translation>
    </message>
    <message>
        <source>Class whose evidence is shown</source>
        <translation>显示其证据的类别</translation>
    </message>
    <message>
        <source>This picture</source>
        <translation>这张图片</translation>
    </message>
    <message>
        <source>The model on photos it never saw, in %</source>
        <translation>模型在未见过的照片上（%）</translation>
    </message>
    <message>
        <source>A convolutional network (with channel and spatial attention as in Woo et al. 2018) looks at the picture as a grid of cells. In each cell it collects evidence for every class it knows; a gate between 0 and 1 says how much the cell counts. The score of a class is the mean of its evidence, weighed by the gate, so the map of each class is exact: what all places add up to is the score.

“Attention” is the gate: one map for all classes. “Evidence for the class” is the map of the class that is chosen: orange speaks for it, blue against it. Boxes stand around the places where gate and class agree.

It always picks one of its classes, also for what is none of them. A map shows what the answer was made of; whether it needed that place, “What if” tells.</source>
        <translation>一个卷积网络（带有 Woo 等人 2018 年提出的通道注意力和空间注意力）把图片看作由格子组成的网格。它在每个格子里为认识的每个类别收集证据；一个介于 0 和 1 之间的门控说明这个格子有多大分量。一个类别的得分是其证据按门控加权的平均，因此每个类别的图都是精确的：所有位置加起来就是得分。

“注意力”就是门控：所有类别共用一张图。“该类别的证据”是所选类别的图：橙色支持它，蓝色反对它。门控与类别一致的地方用框围住。

它把一切都归为自己认识的某一类，哪怕其实都不是。图说明答案由什么构成；答案是否真的需要那里，要看“假如”。</translation>
    </message>
</context>
<context>
    <name>DownloadDialog</name>
    <message>
        <source>Asking…</source>
        <translation>正在查询…</translation>
    </message>
    <message>
        <source>{name}: {size} in {count} files, into {folder}</source>
        <translation>{name}：{count} 个文件，共 {size}，保存到 {folder}</translation>
    </message>
    <message>
        <source>Download from Hugging Face</source>
        <translation>从 Hugging Face 下载</translation>
    </message>
    <message>
        <source>The name of a model, as owner/model. Its size is told first; only then is it downloaded.</source>
        <translation>模型名称，格式为“所有者/模型”。先显示其大小，确认后才下载。</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation>已下载</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Ask for its size</source>
        <translation>查询大小</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>See the attention of your own model</source>
        <translation>查看您自己模型的注意力</translation>
    </message>
    <message>
        <source>Open the folder of a model as save_pretrained writes it, or a file of attention (.safetensors, .npz, .npy, .json, .pt). Both can be dropped here. Nothing is loaded from a network unless you download a model.</source>
        <translation>打开 save_pretrained 保存的模型文件夹，或注意力文件（.safetensors、.npz、.npy、.json、.pt）。两者都可以拖放到这里。除非您要下载模型，否则不会从网络加载任何内容。</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>打开模型…</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>From Python</source>
        <translation>在 Python 中</translation>
    </message>
    <message>
        <source>An example: a reaction</source>
        <translation>示例：一个化学反应</translation>
    </message>
    <message>
        <source>A small model of chemistry whose attention is the answer: each atom looks at where it came from</source>
        <translation>一个小型化学模型，它的注意力就是答案：每个原子都看向自己的来源</translation>
    </message>
</context>
<context>
    <name>EncodeSection</name>
    <message>
        <source>Pictures ({})</source>
        <translation>图片 ({})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>The drawing is empty: draw something first.</source>
        <translation>画布是空的：请先画点什么。</translation>
    </message>
    <message>
        <source>Painted by the model from the codes of pictures that it never saw while it learned</source>
        <translation>模型由训练中从未见过的图片的编码画出</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Encode a picture from a file; it can also be dropped anywhere here</source>
        <translation>编码文件中的图片；也可以拖放到这里任何地方</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Encode the picture on the clipboard</source>
        <translation>编码剪贴板上的图片</translation>
    </message>
    <message>
        <source>Random sample</source>
        <translation>随机样本</translation>
    </message>
    <message>
        <source>Encode a sample drawn at random</source>
        <translation>随机抽取一个样本来编码</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Samples the model never saw while it learned</source>
        <translation>模型学习时从未见过的样本</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Draw with the brush; the model follows.</source>
        <translation>用画笔作画，模型随之变化。</translation>
    </message>
    <message>
        <source>Drawing: arrow keys move the brush, with Shift they draw</source>
        <translation>画布：方向键移动画笔，按住 Shift 则作画</translation>
    </message>
    <message>
        <source>Draw here: the code and the picture follow each stroke.</source>
        <translation>在此作画：编码和图片随每一笔变化。</translation>
    </message>
    <message>
        <source>Width of the brush</source>
        <translation>画笔粗细</translation>
    </message>
    <message>
        <source>white</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>black</source>
        <translation>黑色</translation>
    </message>
    <message>
        <source>red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>violet</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Draw in {}</source>
        <translation>用{}画</translation>
    </message>
    <message>
        <source>Undo stroke</source>
        <translation>撤销一笔</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>An empty square again</source>
        <translation>恢复空白画布</translation>
    </message>
    <message>
        <source>Draw on the picture</source>
        <translation>在图片上画</translation>
    </message>
    <message>
        <source>Put the decoded picture under the brush</source>
        <translation>把解码出的图片放到画笔下</translation>
    </message>
</context>
<context>
    <name>ExampleTexts</name>
    <message>
        <source>Each row looks at its columns; the brighter a cell, the more.</source>
        <translation>每行看向各列；格子越亮，看得越多。</translation>
    </message>
    <message>
        <source>The wider a line, the more the word looks there.</source>
        <translation>连线越宽，这个词看得越多。</translation>
    </message>
    <message>
        <source>cross-attention</source>
        <translation>交叉注意力</translation>
    </message>
    <message>
        <source>Cross</source>
        <translation>交叉</translation>
    </message>
</context>
<context>
    <name>ExampleView</name>
    <message>
        <source>Words and the words they translate</source>
        <translation>词与它们所译的词</translation>
    </message>
    <message>
        <source>Words of a caption and patches of a picture</source>
        <translation>图片说明中的词与图片的图块</translation>
    </message>
    <message>
        <source>Letters and moments of a sound</source>
        <translation>字母与声音的时刻</translation>
    </message>
    <message>
        <source>made by hand, no model&apos;s answer</source>
        <translation>人工制作，并非模型的答案</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
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
        <source>{} is a folder; choose another name.</source>
        <translation>{} 是文件夹；请换一个名称。</translation>
    </message>
    <message>
        <source>{} is a pipe or a device, no file; choose another name.</source>
        <translation>{} 是管道或设备，不是文件；请换一个名称。</translation>
    </message>
    <message>
        <source>The name {} is too long; choose a shorter one.</source>
        <translation>名称 {} 太长；请换一个短一些的。</translation>
    </message>
    <message>
        <source>{name} was not saved: {why}.</source>
        <translation>未能保存 {name}：{why}。</translation>
    </message>
</context>
<context>
    <name>ExportButton</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Save or copy what is shown</source>
        <translation>保存或复制所显示的内容</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>Save picture as PNG…</source>
        <translation>图片另存为 PNG…</translation>
    </message>
    <message>
        <source>The Python lines are on the clipboard; they read picture.png, so save your picture so.</source>
        <translation>Python 代码已复制到剪贴板；代码读取 picture.png，请把图片存为这个名字。</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save grid as PNG…</source>
        <translation>将网格保存为 PNG…</translation>
    </message>
    <message>
        <source>Save grid as SVG…</source>
        <translation>将网格保存为 SVG…</translation>
    </message>
    <message>
        <source>Save film as GIF…</source>
        <translation>将影片保存为 GIF…</translation>
    </message>
    <message>
        <source>Save film as numbered PNGs…</source>
        <translation>将影片保存为编号的 PNG…</translation>
    </message>
    <message>
        <source>Save codes as CSV…</source>
        <translation>将编码保存为 CSV…</translation>
    </message>
    <message>
        <source>Save codes and pictures as NPZ…</source>
        <translation>将编码和图片保存为 NPZ…</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>复制编码</translation>
    </message>
    <message>
        <source>Copy grid as picture</source>
        <translation>复制网格为图片</translation>
    </message>
    <message>
        <source>Copy grid as SVG</source>
        <translation>复制网格为 SVG</translation>
    </message>
    <message>
        <source>Copy codes as LaTeX table</source>
        <translation>复制编码为 LaTeX 表格</translation>
    </message>
    <message>
        <source>Copy codes as Markdown table</source>
        <translation>复制编码为 Markdown 表格</translation>
    </message>
    <message>
        <source>Copy Python lines</source>
        <translation>复制 Python 代码</translation>
    </message>
    <message>
        <source>Read codes from CSV…</source>
        <translation>从 CSV 读取编码…</translation>
    </message>
    <message>
        <source>There is no grid or film yet: open Traverse or Interpolate first.</source>
        <translation>还没有网格或影片：请先打开“遍历”或“插值”。</translation>
    </message>
    <message>
        <source>Saved {count} pictures as {path}</source>
        <translation>已将 {count} 张图片保存为 {path}</translation>
    </message>
    <message>
        <source>The code is on the clipboard.</source>
        <translation>编码已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The pictures are still on their way; try again when all are there.</source>
        <translation>图片尚未全部生成；请稍后再试。</translation>
    </message>
    <message>
        <source>it is no text</source>
        <translation>它不是文本</translation>
    </message>
    <message>
        <source>{name} cannot be read: {why}.</source>
        <translation>无法读取 {name}：{why}。</translation>
    </message>
    <message>
        <source>{name} holds no codes.</source>
        <translation>{name} 中没有编码。</translation>
    </message>
    <message>
        <source>Line {line} of {name} has {given} values; a code of this model has {expected}.</source>
        <translation>{name} 第 {line} 行有 {given} 个值；此模型的编码有 {expected} 个值。</translation>
    </message>
    <message>
        <source>Line {line} of {name} holds something that is not a number.</source>
        <translation>{name} 第 {line} 行含有不是数字的内容。</translation>
    </message>
    <message>
        <source>Line {line} of {name} holds a value beyond ±{reach:g}.</source>
        <translation>{name} 第 {line} 行含有超出 ±{reach:g} 的值。</translation>
    </message>
    <message>
        <source>Save weights as safetensors…</source>
        <translation>将权重存为 safetensors…</translation>
    </message>
    <message>
        <source>Save a page with the chosen heads (HTML)…</source>
        <translation>将所选的头存为网页（HTML）…</translation>
    </message>
    <message>
        <source>queries</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>These maps are too large for an SVG; save them as PNG.</source>
        <translation>这些图太大，无法存为 SVG；请存为 PNG。</translation>
    </message>
    <message>
        <source>These maps are too large for a page.</source>
        <translation>这些图太大，无法存为网页。</translation>
    </message>
    <message>
        <source>A script handed these weights over: save them first, then open the file.</source>
        <translation>这些权重由脚本传入：请先保存为文件，再打开该文件。</translation>
    </message>
    <message>
        <source>These weights are too many for such a file.</source>
        <translation>权重太多，无法存入这种文件。</translation>
    </message>
    <message>
        <source>Save words as TextGrid (Praat)…</source>
        <translation>将词保存为 TextGrid（Praat）…</translation>
    </message>
    <message>
        <source>Save words as subtitles (SRT)…</source>
        <translation>将词保存为字幕（SRT）…</translation>
    </message>
    <message>
        <source>Save words as Audacity labels…</source>
        <translation>将词保存为 Audacity 标签…</translation>
    </message>
    <message>
        <source>The Python lines are on the clipboard; they read sound.wav, so save your sound so.</source>
        <translation>Python 代码已复制到剪贴板；它读取 sound.wav，请以此名称保存你的声音。</translation>
    </message>
    <message>
        <source>Save picture as SVG…</source>
        <translation>保存图片为 SVG…</translation>
    </message>
    <message>
        <source>Save numbers as CSV…</source>
        <translation>保存数值为 CSV…</translation>
    </message>
    <message>
        <source>Copy all numbers</source>
        <translation>复制全部数值</translation>
    </message>
    <message>
        <source>Copy picture as SVG</source>
        <translation>复制图片为 SVG</translation>
    </message>
    <message>
        <source>Copy a table as LaTeX</source>
        <translation>复制一张表格为 LaTeX</translation>
    </message>
    <message>
        <source>Copy a table as Markdown</source>
        <translation>复制一张表格为 Markdown</translation>
    </message>
    <message>
        <source>There are no numbers yet: press Start first.</source>
        <translation>还没有数值：请先按“开始”。</translation>
    </message>
</context>
<context>
    <name>FaithfulnessPanel</name>
    <message>
        <source>Test this map</source>
        <translation>检验这张图</translation>
    </message>
    <message>
        <source>Words to hide: </source>
        <translation>隐藏词数：</translation>
    </message>
    <message>
        <source>How many words are hidden</source>
        <translation>隐藏多少个词</translation>
    </message>
    <message>
        <source>The most attended words are hidden from the model, and as many at random</source>
        <translation>对模型隐藏最受关注的词，再随机隐藏同样多的词</translation>
    </message>
    <message>
        <source>Random trials: </source>
        <translation>随机试验：</translation>
    </message>
    <message>
        <source>How often words are drawn at random</source>
        <translation>随机抽取词的次数</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>Check whether the translation depends on the words this map points at</source>
        <translation>检验译文是否真的依赖这张图所指的词</translation>
    </message>
    <message>
        <source>Drops of the log-probability</source>
        <translation>对数概率的下降</translation>
    </message>
    <message>
        <source>Hides the words it points at, and as many others, and compares what the translation loses.</source>
        <translation>隐藏它所指的词，再隐藏同样多的其他词，比较译文各损失多少。</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在测量……</translation>
    </message>
    <message>
        <source>without {words}</source>
        <translation>去掉 {words}</translation>
    </message>
    <message>
        <source>without random words</source>
        <translation>去掉随机选取的词</translation>
    </message>
    <message>
        <source>In {less} of {draws} trials the random words mattered less.</source>
        <translation>在 {draws} 次随机试验中，有 {less} 次随机隐藏的词影响更小。</translation>
    </message>
    <message>
        <source>No more than {draws} trials are different.</source>
        <translation>互不相同的试验最多只有 {draws} 次。</translation>
    </message>
    <message>
        <source>the word “{word}”</source>
        <translation>“{word}”一词</translation>
    </message>
    <message>
        <source>the translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Without {words}, {about} becomes {change}; without random words, {other}.</source>
        <translation>去掉 {words}，{about}的概率{change}；去掉随机的词，则{other}。</translation>
    </message>
    <message>
        <source>Here the map points at what matters.</source>
        <translation>在这里，图所指的确实重要。</translation>
    </message>
    <message>
        <source>The map does somewhat better than chance here.</source>
        <translation>在这里，图比随机略好。</translation>
    </message>
    <message>
        <source>That is no better than chance: do not read this map as the reason.</source>
        <translation>这并不比随机好：不要把这张图当作原因。</translation>
    </message>
    <message>
        <source>{times} times less probable</source>
        <translation>降为原来的 {times} 分之一</translation>
    </message>
    <message>
        <source>{times} times more probable</source>
        <translation>升为原来的 {times} 倍</translation>
    </message>
    <message>
        <source>The sentence has words for only {k}.</source>
        <translation>这句话的词只够隐藏 {k} 个。</translation>
    </message>
</context>
<context>
    <name>FigureDialog</name>
    <message>
        <source>Export figure</source>
        <translation>导出插图</translation>
    </message>
    <message>
        <source>Numbers in the cells</source>
        <translation>格中数字</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Names of the axes</source>
        <translation>坐标轴名称</translation>
    </message>
    <message>
        <source>Colour bar</source>
        <translation>色条</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>说明文字</translation>
    </message>
    <message>
        <source>Dark background</source>
        <translation>深色背景</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Width, cm</source>
        <translation>宽度（厘米）</translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation>分辨率（dpi）</translation>
    </message>
    <message>
        <source>Text size, points</source>
        <translation>字号（磅）</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>PDF (vector)</source>
        <translation>PDF（矢量）</translation>
    </message>
    <message>
        <source>SVG (vector)</source>
        <translation>SVG（矢量）</translation>
    </message>
    <message>
        <source>PNG (pixels)</source>
        <translation>PNG（像素）</translation>
    </message>
    <message>
        <source>Blue to yellow</source>
        <translation>蓝到黄</translation>
    </message>
    <message>
        <source>White to red</source>
        <translation>白到红</translation>
    </message>
    <message>
        <source>Grey, for print</source>
        <translation>灰度（打印用）</translation>
    </message>
    <message>
        <source>Too many pixels; choose fewer dots per inch.</source>
        <translation>像素过多，请降低分辨率。</translation>
    </message>
    <message>
        <source>{width:.1f} × {height:.1f} cm</source>
        <translation>{width:.1f} × {height:.1f} 厘米</translation>
    </message>
    <message>
        <source>, {width} × {height} pixels</source>
        <translation>，{width} × {height} 像素</translation>
    </message>
</context>
<context>
    <name>FileActions</name>
    <message>
        <source>Export figure…</source>
        <translation>导出插图…</translation>
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
        <source>The picture is on the clipboard, as SVG.</source>
        <translation>图片已以 SVG 格式复制到剪贴板。</translation>
    </message>
    <message>
        <source>The numbers are on the clipboard.</source>
        <translation>数值已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The numbers are on the clipboard, as a LaTeX table.</source>
        <translation>数值已以 LaTeX 表格复制到剪贴板。</translation>
    </message>
    <message>
        <source>The numbers are on the clipboard, as a Markdown table.</source>
        <translation>数值已以 Markdown 表格复制到剪贴板。</translation>
    </message>
    <message>
        <source>The Python lines are on the clipboard.</source>
        <translation>Python 代码已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Only the heatmap and the lines can be exported as a figure.</source>
        <translation>只有热力图和连线可以导出为插图。</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>There are no pictures in what was given.</source>
        <translation>给出的内容中没有图片。</translation>
    </message>
    <message>
        <source>There are no pictures in the folder {name}.</source>
        <translation>文件夹 {name} 中没有图片。</translation>
    </message>
    <message>
        <source>attnviz loads nothing from the network: save the picture, then open the file.</source>
        <translation>attnviz 不从网络加载任何内容：请先保存图片，再打开文件。</translation>
    </message>
    <message>
        <source>This picture</source>
        <translation>这张图片</translation>
    </message>
    <message>
        <source>You are not allowed to read the folder {name}.</source>
        <translation>没有读取文件夹 {name} 的权限。</translation>
    </message>
    <message>
        <source>The folder {name} is not there.</source>
        <translation>文件夹 {name} 不存在。</translation>
    </message>
    <message>
        <source>{name} has {count} frames or pages; the first is shown.</source>
        <translation>{name} 有 {count} 帧或页；显示第一个。</translation>
    </message>
    <message>
        <source>Pictures ({})</source>
        <translation>图片 ({})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>{name} is not there any more; it was taken off the list.</source>
        <translation>{name} 已不存在；已从列表中去掉。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
</context>
<context>
    <name>FillSection</name>
    <message>
        <source>Blank {}</source>
        <translation>第 {} 个空</translation>
    </message>
    <message>
        <source>The likeliest words</source>
        <translation>最可能的词</translation>
    </message>
    <message>
        <source>Click a word to write it into the blank; click a word of the sentence to blank it.</source>
        <translation>点击一个词，把它填入空格；点击句中的词，把它变成空格。</translation>
    </message>
    <message>
        <source>There is no blank: type ___ or click a word.</source>
        <translation>没有空格：输入 ___ 或点击一个词。</translation>
    </message>
    <message>
        <source>Type a sentence in English with a blank: ___</source>
        <translation>输入一个带空格的英文句子：___</translation>
    </message>
    <message>
        <source>Sentence with blanks</source>
        <translation>带空格的句子</translation>
    </message>
    <message>
        <source>A second sentence with a blank</source>
        <translation>第二个带空格的句子</translation>
    </message>
    <message>
        <source>Sentence to compare with</source>
        <translation>用来比较的句子</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Compare the words for the first blank with those in a second sentence</source>
        <translation>把第一个空格的词与另一句的相比较</translation>
    </message>
    <message>
        <source>Words of the sentence: press one to blank it</source>
        <translation>句中的词：按下即变成空格</translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} / {count}</translation>
    </message>
    <message>
        <source>Pictures of the folder</source>
        <translation>文件夹中的图片</translation>
    </message>
    <message>
        <source>Close the row of pictures</source>
        <translation>关闭图片栏</translation>
    </message>
</context>
<context>
    <name>FindSection</name>
    <message>
        <source>Text files (*.txt *.md *.csv *.tsv);;All files (*)</source>
        <translation>文本文件 (*.txt *.md *.csv *.tsv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Of {given} lines the first {most} are searched.</source>
        <translation>共 {given} 行，只检索前 {most} 行。</translation>
    </message>
    <message>
        <source>{share} of the attention · mean best match {score} · word overlap (BM25) {overlap}</source>
        <translation>占注意力的 {share} · 最佳匹配均值 {score} · 词重合（BM25）{overlap}</translation>
    </message>
    <message>
        <source>Best match of each word of the query (cosine)</source>
        <translation>查询中每个词的最佳匹配（余弦）</translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation>想找什么？</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Edit texts</source>
        <translation>编辑文本</translation>
    </message>
    <message>
        <source>Paste or type texts, a line each; press again to search them</source>
        <translation>粘贴或输入文本，每行一条；再按一次即可检索</translation>
    </message>
    <message>
        <source>Open text file…</source>
        <translation>打开文本文件…</translation>
    </message>
    <message>
        <source>Search the lines of a text file</source>
        <translation>检索文本文件中的各行</translation>
    </message>
    <message>
        <source>Shop example</source>
        <translation>商店示例</translation>
    </message>
    <message>
        <source>Back to the texts that come with the program</source>
        <translation>回到程序自带的文本</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Temperature of the softmax over texts</source>
        <translation>对各条文本做 softmax 的温度</translation>
    </message>
    <message>
        <source>Attention over texts: softmax of score / temperature; the lower, the more the best text has</source>
        <translation>对文本的注意力：softmax(得分 / 温度)；温度越低，最佳文本所占越多</translation>
    </message>
    <message>
        <source>Texts in English, a line each</source>
        <translation>英文文本，每行一条</translation>
    </message>
    <message>
        <source>Texts to search</source>
        <translation>要检索的文本</translation>
    </message>
    <message>
        <source>Texts, best first</source>
        <translation>文本，最匹配的在前</translation>
    </message>
    <message>
        <source>How many of the texts are read</source>
        <translation>已读文本的比例</translation>
    </message>
</context>
<context>
    <name>Glossary</name>
    <message>
        <source>attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>A network weighs what it has read, and takes more from what matters for the step it is at.</source>
        <translation>网络给读到的内容分配权重，对当前这一步重要的部分取得更多。</translation>
    </message>
    <message>
        <source>attention weight|attention weights|weights|weight</source>
        <translation>注意力权重|权重</translation>
    </message>
    <message>
        <source>How much of one place goes into a result: the weights of one row are between 0 and 1 and add up to 1.</source>
        <translation>一个位置对结果的贡献有多大：同一行的权重在 0 到 1 之间，总和为 1。</translation>
    </message>
    <message>
        <source>cross-attention|cross</source>
        <translation>交叉注意力|交叉</translation>
    </message>
    <message>
        <source>Attention from the words being written to the words that were read.</source>
        <translation>正在写出的词对读入的词的注意力。</translation>
    </message>
    <message>
        <source>self-attention</source>
        <translation>自注意力</translation>
    </message>
    <message>
        <source>Attention among the words of one and the same text: each word looks at all others.</source>
        <translation>同一段文本内部各词之间的注意力：每个词都看其他词。</translation>
    </message>
    <message>
        <source>query|queries</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>The vector that asks: it is compared with every key to find where to look.</source>
        <translation>发出询问的向量：它与每个键比较，决定看哪里。</translation>
    </message>
    <message>
        <source>key|keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>The vector by which a place is found: the better it fits the query, the more weight the place gets.</source>
        <translation>用来被找到的向量：它与查询越相配，该位置得到的权重越大。</translation>
    </message>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>The vectors that are passed on: the context is their weighted mean.</source>
        <translation>被传递下去的向量：上下文向量是它们的加权平均。</translation>
    </message>
    <message>
        <source>context vector|context</source>
        <translation>上下文向量|上下文</translation>
    </message>
    <message>
        <source>What attention hands on: the mean of the values, weighted by the attention weights.</source>
        <translation>注意力传递下去的内容：以注意力权重对值求得的加权平均。</translation>
    </message>
    <message>
        <source>scores|scaled scores</source>
        <translation>得分|分数</translation>
    </message>
    <message>
        <source>How well a query and a key fit, before softmax turns the numbers into weights.</source>
        <translation>查询与键的匹配程度，尚未经过 softmax 变成权重。</translation>
    </message>
    <message>
        <source>softmax</source>
        <translation>softmax</translation>
    </message>
    <message>
        <source>Turns any numbers into shares: each becomes positive, and together they make 1.</source>
        <translation>把任意一组数变成份额：每个都为正，总和为 1。</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Divides the scores before softmax: a low one makes the weights sharp, a high one makes them even.</source>
        <translation>在 softmax 之前除分数：温度低则权重尖锐，温度高则权重均匀。</translation>
    </message>
    <message>
        <source>mask|causal mask|padding mask</source>
        <translation>掩码|因果掩码|填充掩码</translation>
    </message>
    <message>
        <source>Places that must not be looked at: their scores become minus infinity, so their weight is 0.</source>
        <translation>不允许看的位置：其得分设为负无穷，权重因此为 0。</translation>
    </message>
    <message>
        <source>head|heads</source>
        <translation>注意力头|头</translation>
    </message>
    <message>
        <source>One of several attentions that work side by side in a layer, each with weights of its own.</source>
        <translation>同一层中并列工作的多个注意力之一，各有自己的权重。</translation>
    </message>
    <message>
        <source>layer|layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>One of the stages that a network passes its numbers through, one after the other.</source>
        <translation>网络依次进行计算的各个阶段之一。</translation>
    </message>
    <message>
        <source>encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>The part that reads: it turns every word of the input into a vector.</source>
        <translation>负责读的部分：把输入的每个词变成一个向量。</translation>
    </message>
    <message>
        <source>decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>The part that writes: it puts out one token after the other.</source>
        <translation>负责写的部分：一个接一个地输出词元。</translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation>Transformer</translation>
    </message>
    <message>
        <source>A network made of attention and small feed-forward layers, without recurrence (2017).</source>
        <translation>由注意力和小型前馈层构成、没有循环结构的网络（2017 年）。</translation>
    </message>
    <message>
        <source>RNN|recurrent decoder</source>
        <translation>循环神经网络|RNN|循环解码器</translation>
    </message>
    <message>
        <source>A recurrent network: it reads one word after the other and keeps what it knows in one state.</source>
        <translation>循环神经网络：逐词读入，把所知保存在一个状态里。</translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation>LSTM</translation>
    </message>
    <message>
        <source>A recurrent network with gates that decide what its memory keeps, takes in and gives out.</source>
        <translation>带门控的循环网络：门决定记忆保留、写入和输出什么。</translation>
    </message>
    <message>
        <source>token|tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>The unit a model reads and writes: a word, a piece of one, or a mark.</source>
        <translation>模型读写的单位：一个词、词的一部分或一个符号。</translation>
    </message>
    <message>
        <source>piece|pieces|subword</source>
        <translation>子词|片段</translation>
    </message>
    <message>
        <source>A part of a word: rare words are read and written in several pieces.</source>
        <translation>词的一部分：少见的词分成几个子词来读写。</translation>
    </message>
    <message>
        <source>&lt;/s&gt;|end mark</source>
        <translation>&lt;/s&gt;|结束符</translation>
    </message>
    <message>
        <source>The token that says “the sentence ends here”: the model reads it last, and stops writing when it puts it out.</source>
        <translation>表示“句子到此结束”的词元：模型最后读到它，写出它时停止。</translation>
    </message>
    <message>
        <source>beam search|beams|beam</source>
        <translation>束搜索|束</translation>
    </message>
    <message>
        <source>Keeps the best few beginnings of a translation at every step, instead of the single best one.</source>
        <translation>每一步保留若干个最好的译文开头，而不是只留一个。</translation>
    </message>
    <message>
        <source>log-probability|log-probabilities</source>
        <translation>对数概率</translation>
    </message>
    <message>
        <source>The logarithm of a probability: 0 is certain, and each −0.69 is a halving.</source>
        <translation>概率的对数：0 表示必然，每减 0.69 概率减半。</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>Among how many equally likely words the model hesitates on average: 1 means it is certain.</source>
        <translation>模型平均在多少个同样可能的词之间犹豫：1 表示完全确定。</translation>
    </message>
    <message>
        <source>nats|nat</source>
        <translation>奈特</translation>
    </message>
    <message>
        <source>The unit of natural logarithms: a change of 1 nat makes something 2.72 times more or less probable.</source>
        <translation>自然对数的单位：变化 1 奈特，概率变为原来的 2.72 倍或 1/2.72。</translation>
    </message>
    <message>
        <source>entropy|sharpest</source>
        <translation>熵|最尖锐</translation>
    </message>
    <message>
        <source>How spread out a row is, in bits: 0 if all the weight lies on one place, 1 if it lies on two evenly.</source>
        <translation>一行权重分散的程度，以比特计：全在一处为 0，平分两处为 1。</translation>
    </message>
    <message>
        <source>diagonal|diagonality</source>
        <translation>对角</translation>
    </message>
    <message>
        <source>How much of the weight lies near the diagonal, where first words look at first words and last at last.</source>
        <translation>有多少权重落在对角线附近，即前面的词看前面的词，后面的词看后面的词。</translation>
    </message>
    <message>
        <source>effect</source>
        <translation>影响</translation>
    </message>
    <message>
        <source>What changes when a head is switched off: by how many nats the same answer becomes less probable.</source>
        <translation>关闭一个头后的变化：同样的结果概率下降多少奈特。</translation>
    </message>
    <message>
        <source>sink|sinks|catch-all words</source>
        <translation>汇聚点|汇聚词</translation>
    </message>
    <message>
        <source>A place that draws much weight but hands on little: looking there mostly means “nothing here”.</source>
        <translation>吸引大量权重却几乎不传递内容的位置：看它多半表示“这里没有要看的”。</translation>
    </message>
    <message>
        <source>rollout</source>
        <translation>逐层追踪|rollout</translation>
    </message>
    <message>
        <source>Multiplies the attention of all layers to follow it down to the words: an approximation.</source>
        <translation>把各层注意力相乘，一直追到输入的词：这是一种近似。</translation>
    </message>
    <message>
        <source>value norms|norms</source>
        <translation>值范数|范数</translation>
    </message>
    <message>
        <source>Weight times the length of what is handed on: a bright cell with a short value gives little.</source>
        <translation>权重乘以所传递向量的长度：值很短时，即使很亮也给得很少。</translation>
    </message>
    <message>
        <source>alignment|alignments</source>
        <translation>词对齐|对齐</translation>
    </message>
    <message>
        <source>Which word of the translation stands for which word of the source.</source>
        <translation>译文的哪个词对应原文的哪个词。</translation>
    </message>
    <message>
        <source>AER</source>
        <translation>AER</translation>
    </message>
    <message>
        <source>Alignment error rate: how far a map&apos;s strongest links are from links drawn by hand; 0 % is perfect.</source>
        <translation>对齐错误率：图中最强的对应与人工标注的对应相差多少；0 % 为完全一致。</translation>
    </message>
    <message>
        <source>positional encoding|positions</source>
        <translation>位置编码</translation>
    </message>
    <message>
        <source>Numbers added to each word so that the network knows where it stands in the sentence.</source>
        <translation>加在每个词上的数，让网络知道它在句中的位置。</translation>
    </message>
    <message>
        <source>BLEU</source>
        <translation>BLEU</translation>
    </message>
    <message>
        <source>Compares a translation with one by a person: how many short word sequences they share, from 0 to 100.</source>
        <translation>把译文与人工译文比较：共有多少相同的短词序列，0 到 100。</translation>
    </message>
    <message>
        <source>attention gate|gate</source>
        <translation>注意力门|门控</translation>
    </message>
    <message>
        <source>A number between 0 and 1 that says how much of what was looked at is used.</source>
        <translation>0 到 1 之间的数，决定看到的内容用多少。</translation>
    </message>
    <message>
        <source>logit lens</source>
        <translation>logit 透镜</translation>
    </message>
    <message>
        <source>Reads the hidden numbers of each layer as if they were the last: which word would it write already here?</source>
        <translation>把每一层的隐藏数值当作最后一层来读：到这里它会写哪个词？</translation>
    </message>
    <message>
        <source>latent|latents|dimension|dimensions|active dimensions</source>
        <translation>隐变量|活跃维度|维度</translation>
    </message>
    <message>
        <source>One number of the code z that a picture is squeezed into and painted again from.</source>
        <translation>图像被压缩成的编码 z 中的一个数，图像再由编码画出。</translation>
    </message>
    <message>
        <source>VAE</source>
        <translation>VAE|变分自编码器</translation>
    </message>
    <message>
        <source>Variational autoencoder: learns to squeeze pictures into a few numbers and to paint them from these.</source>
        <translation>变分自编码器：学习把图像压缩成少数几个数，再由它们画出图像。</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>How many nats a picture&apos;s code tells beyond the prior: near 0, the dimension says nothing about it.</source>
        <translation>图像的编码比先验多说出多少奈特：接近 0 说明该维度没有信息。</translation>
    </message>
    <message>
        <source>ELBO</source>
        <translation>ELBO</translation>
    </message>
    <message>
        <source>What a VAE learns to make large: how well pictures are painted again, less the KL. A bound on log p(x).</source>
        <translation>VAE 训练时要增大的量：重建得多好，减去 KL。它是 log p(x) 的下界。</translation>
    </message>
    <message>
        <source>prior</source>
        <translation>先验</translation>
    </message>
    <message>
        <source>The distribution that codes are assumed to come from: here a bell curve around 0.</source>
        <translation>假定编码所服从的分布：这里是以 0 为中心的正态分布。</translation>
    </message>
    <message>
        <source>MIG</source>
        <translation>MIG</translation>
    </message>
    <message>
        <source>Mutual information gap: how much better the best dimension tells a factor than the second best; 1 is ideal.</source>
        <translation>互信息差：对每个因素，最好的维度比次好的维度多告诉多少；1 为理想。</translation>
    </message>
    <message>
        <source>FactorVAE score</source>
        <translation>FactorVAE 分数|FactorVAE</translation>
    </message>
    <message>
        <source>How often a simple vote tells from the codes which factor was held fixed; 1 is always.</source>
        <translation>用简单投票从编码判断哪个因素保持不变的正确率；1 表示总是正确。</translation>
    </message>
    <message>
        <source>traverse|traversal</source>
        <translation>遍历</translation>
    </message>
    <message>
        <source>Moves one dimension step by step while the others stay, to see what it paints.</source>
        <translation>逐步改变一个维度而其余不变，看它画出什么。</translation>
    </message>
    <message>
        <source>interpolate|interpolation</source>
        <translation>插值</translation>
    </message>
    <message>
        <source>Walks in a line from one picture&apos;s code to another&apos;s, and paints every step.</source>
        <translation>从一幅图的编码沿直线走到另一幅，并画出每一步。</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>What training makes small: how surprised the model is by the right answers, in nats.</source>
        <translation>训练要减小的量：模型对正确答案有多意外，以奈特计。</translation>
    </message>
    <message>
        <source>CTC</source>
        <translation>CTC</translation>
    </message>
    <message>
        <source>Learns which letter sounds when without being told: it sums over all ways to place the letters.</source>
        <translation>不需标注时间也能学会哪个字母何时发声：对所有放置方式求和。</translation>
    </message>
    <message>
        <source>spectrogram|mel</source>
        <translation>声谱图|梅尔</translation>
    </message>
    <message>
        <source>Sound as a picture: time runs to the right, pitch upwards, and bright is loud.</source>
        <translation>声音的图像：横轴为时间，纵轴为音高，越亮越响。</translation>
    </message>
    <message>
        <source>{term}: {sentence}</source>
        <translation>{term}：{sentence}</translation>
    </message>
    <message>
        <source>span</source>
        <translation>答案片段</translation>
    </message>
    <message>
        <source>A stretch of a text, from one word to another: an answer is the most probable span of its passage.</source>
        <translation>文本中从一个词到另一个词的一段：答案就是段落中概率最大的片段。</translation>
    </message>
    <message>
        <source>[MASK]|blank</source>
        <translation>[MASK]|空格</translation>
    </message>
    <message>
        <source>Stands where a word is missing: BERT learns by guessing hidden words from those on both sides.</source>
        <translation>表示此处缺一个词：BERT 通过根据两侧的词猜测被遮住的词来学习。</translation>
    </message>
    <message>
        <source>biaffine attention</source>
        <translation>双仿射注意力</translation>
    </message>
    <message>
        <source>Scores every word as the head of every other, x W y + u y: the softmax over heads is an attention, and the tree is read from it.</source>
        <translation>为每个词作为其他各词的中心词打分：x W y + u y；对中心词做 softmax 就是一种注意力，句法树由它读出。</translation>
    </message>
    <message>
        <source>dependency tree|tree</source>
        <translation>依存句法树|句法树</translation>
    </message>
    <message>
        <source>Hangs each word of a sentence on the word that it belongs to; one word, the root, hangs on none.</source>
        <translation>把句中每个词挂在它所依附的词上；只有一个词（根）不依附任何词。</translation>
    </message>
    <message>
        <source>semantic role|role</source>
        <translation>语义角色|角色</translation>
    </message>
    <message>
        <source>The part that some words play in what a verb says: who acts (A0), what is acted on (A1), when, where.</source>
        <translation>一些词在动词所述事件中担任的角色：施事（A0）、受事（A1）、何时、何地。</translation>
    </message>
    <message>
        <source>late interaction</source>
        <translation>后期交互</translation>
    </message>
    <message>
        <source>Compares texts word by word: each word of the query counts by its best match (ColBERT).</source>
        <translation>逐词比较文本：查询中的每个词按其最佳匹配计分（ColBERT）。</translation>
    </message>
    <message>
        <source>BM25|word overlap</source>
        <translation>BM25|词重合</translation>
    </message>
    <message>
        <source>Ranks texts by the words that they share with a query; rare words count for more. No network.</source>
        <translation>按与查询共有的词为文本排序，罕见词权重更大；不使用神经网络。</translation>
    </message>
    <message>
        <source>copying|pointer-generator</source>
        <translation>复制|指针生成网络</translation>
    </message>
    <message>
        <source>Writes a word by pointing at it in the text: the attention over the text is used as a distribution over its words.</source>
        <translation>通过指向原文中的词来写出它：把对原文的注意力当作其词上的概率分布。</translation>
    </message>
</context>
<context>
    <name>GlossaryPage</name>
    <message>
        <source>Glossary</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>Search terms and sentences</source>
        <translation>搜索术语和释义</translation>
    </message>
    <message>
        <source>No term has that.</source>
        <translation>没有含此内容的术语。</translation>
    </message>
</context>
<context>
    <name>HeadChoice</name>
    <message>
        <source>Which heads</source>
        <translation>选择注意力头</translation>
    </message>
    <message>
        <source>The heads that follow the speech, as the model&apos;s config names them; else those of its upper half</source>
        <translation>跟随语音的头，由模型的配置指明；未指明时取上半部分各层的头</translation>
    </message>
</context>
<context>
    <name>HeadGrid</name>
    <message>
        <source>Layer {}</source>
        <translation>第 {} 层</translation>
    </message>
    <message>
        <source>Show this head</source>
        <translation>显示这个头</translation>
    </message>
    <message>
        <source>Add it to the mean, or take it out</source>
        <translation>加入平均，或从中去掉</translation>
    </message>
    <message>
        <source>Show the mean of layer {}</source>
        <translation>显示第 {} 层的平均</translation>
    </message>
    <message>
        <source>Switch it on</source>
        <translation>打开它</translation>
    </message>
    <message>
        <source>Switch it off</source>
        <translation>关闭它</translation>
    </message>
    <message>
        <source>Switch layer {} off or on</source>
        <translation>关闭或打开第 {} 层</translation>
    </message>
</context>
<context>
    <name>HeadStrips</name>
    <message>
        <source>layer {layer}, head {head}</source>
        <translation>第 {layer} 层第 {head} 头</translation>
    </message>
</context>
<context>
    <name>HeadsDrawer</name>
    <message>
        <source>Rollout</source>
        <translation>逐层展开</translation>
    </message>
    <message>
        <source>Follow all layers down to what was read: an approximation</source>
        <translation>沿所有层一直追溯到输入：这是一种近似</translation>
    </message>
    <message>
        <source>Order of the heads</source>
        <translation>注意力头的次序</translation>
    </message>
    <message>
        <source>by layer</source>
        <translation>按层</translation>
    </message>
    <message>
        <source>sharpest first</source>
        <translation>最集中的在前</translation>
    </message>
    <message>
        <source>most diagonal first</source>
        <translation>最接近对角线的在前</translation>
    </message>
    <message>
        <source>closest to the best alignment</source>
        <translation>最接近最佳对齐</translation>
    </message>
    <message>
        <source>largest effect first</source>
        <translation>影响最大的在前</translation>
    </message>
    <message>
        <source>Best-aligned head</source>
        <translation>对齐最佳的头</translation>
    </message>
    <message>
        <source>Back to the head with the best word alignment</source>
        <translation>回到词对齐最佳的头</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>How far the test of all heads is</source>
        <translation>逐头测试的进度</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>All heads with their measures: sort them, save them as CSV</source>
        <translation>所有注意力头及其度量：可排序，可保存为 CSV</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Test every head</source>
        <translation>逐头测试</translation>
    </message>
    <message>
        <source>Measure the effect of every head</source>
        <translation>测量每个头的影响</translation>
    </message>
    <message>
        <source>Switch off one head after another and measure how much less probable the translation becomes</source>
        <translation>逐个关闭注意力头，测量译文的概率因此降低多少</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The chosen heads; the translation follows at once (key O in the grid)</source>
        <translation>所选的头；译文随即改变（在网格中按 O 键）</translation>
    </message>
    <message>
        <source>Switch the chosen heads on</source>
        <translation>打开所选的头</translation>
    </message>
    <message>
        <source>Switch the chosen heads off</source>
        <translation>关闭所选的头</translation>
    </message>
    <message>
        <source>Layer {} on</source>
        <translation>打开第 {} 层</translation>
    </message>
    <message>
        <source>Layer {} off</source>
        <translation>关闭第 {} 层</translation>
    </message>
    <message>
        <source>Switch all heads of this layer off or on</source>
        <translation>关闭或打开这一层的所有头</translation>
    </message>
    <message>
        <source>All on ({} off)</source>
        <translation>全部打开（已关 {} 个）</translation>
    </message>
    <message>
        <source>entropy {bits} bits</source>
        <translation>熵 {bits} 比特</translation>
    </message>
    <message>
        <source>diagonal {percent} %</source>
        <translation>对角线上 {percent} %</translation>
    </message>
    <message>
        <source>brightest from {weight} on</source>
        <translation>权重达 {weight} 即为最亮</translation>
    </message>
    <message>
        <source>like the best alignment {percent} %</source>
        <translation>与最佳对齐相同 {percent} %</translation>
    </message>
    <message>
        <source>effect {nats} nats</source>
        <translation>影响 {nats} 奈特</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>best alignment</source>
        <translation>对齐最佳</translation>
    </message>
    <message>
        <source>trained with word alignments</source>
        <translation>用词对齐监督训练</translation>
    </message>
    <message>
        <source>has a sink</source>
        <translation>有汇聚点</translation>
    </message>
    <message>
        <source>◤ best alignment</source>
        <translation>◤ 对齐最佳</translation>
    </message>
    <message>
        <source>■ trained with word alignments</source>
        <translation>■ 用词对齐监督训练</translation>
    </message>
    <message>
        <source>● sink</source>
        <translation>● 汇聚点</translation>
    </message>
    <message>
        <source>each thumbnail has its own scale</source>
        <translation>每个缩略图各用自己的标尺</translation>
    </message>
    <message>
        <source>▬ less probable without it, a full bar {nats} nats</source>
        <translation>▬ 去掉该头后概率降低，满格为 {nats} 奈特</translation>
    </message>
    <message>
        <source>; orange: more probable without it</source>
        <translation>；橙色：去掉后概率反而升高</translation>
    </message>
</context>
<context>
    <name>HeadsSection</name>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>{count} heads</source>
        <translation>{count} 个头</translation>
    </message>
    <message>
        <source>Load two-head example</source>
        <translation>载入双头示例</translation>
    </message>
    <message>
        <source>Random numbers</source>
        <translation>随机数</translation>
    </message>
    <message>
        <source>Point at a result to see the numbers that made it. Change any number of X or of the matrices.</source>
        <translation>指向一个结果，查看它由哪些数算出。可以修改 X 或各矩阵中的任何数。</translation>
    </message>
    <message>
        <source>Multi-head attention</source>
        <translation>多头注意力</translation>
    </message>
    <message>
        <source>The width is cut into as many parts as there are heads. Each part attends by itself, with its own weights; the results are laid side by side and mixed by W_O.

In the example every word wants to know the word before it and the word after it. Columns 1–4 of X say which word it is, columns 5–8 where it stands. With two heads one looks back and one looks ahead. With one head the same numbers give one set of weights, half and half: both answers blur into the same mixture, and no W_O can part them again.</source>
        <translation>宽度按头数等分。每一份各自计算注意力，有自己的权重；结果并排拼接，再由 W_O 混合。

在这个例子中，每个词都想知道它前面的词和后面的词。X 的第 1–4 列说明是哪个词，第 5–8 列说明它的位置。用两个头时，一个向前看，一个向后看。只用一个头时，同样的数只给出一组各占一半的权重：两个答案混在一起，任何 W_O 都无法再把它们分开。</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Query weights</source>
        <translation>查询权重</translation>
    </message>
    <message>
        <source>Key weights</source>
        <translation>键权重</translation>
    </message>
    <message>
        <source>Value weights</source>
        <translation>值权重</translation>
    </message>
    <message>
        <source>Output weights</source>
        <translation>输出权重</translation>
    </message>
    <message>
        <source>Head {n}: weights</source>
        <translation>头 {n}：权重</translation>
    </message>
    <message>
        <source>Head {n}: output</source>
        <translation>头 {n}：输出</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排拼接</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Wanted: word before, word after</source>
        <translation>目标：前一个词、后一个词</translation>
    </message>
    <message>
        <source>{heads} heads: the output is what is wanted; the largest error is {error}.</source>
        <translation>{heads} 个头：输出符合目标；最大误差为 {error}。</translation>
    </message>
    <message>
        <source>{heads} heads: the output is not what is wanted; the largest error is {error}. Take two.</source>
        <translation>{heads} 个头：输出不符合目标；最大误差为 {error}。请用两个头。</translation>
    </message>
    <message>
        <source>One head: before and after are mixed half and half; the largest error is {error}. Take two.</source>
        <translation>一个头：前词和后词各半混合；最大误差为 {error}。请用两个头。</translation>
    </message>
</context>
<context>
    <name>HeadsTable</name>
    <message>
        <source>Saved {}</source>
        <translation>已保存 {}</translation>
    </message>
    <message>
        <source>All heads: {kind}</source>
        <translation>所有注意力头：{kind}</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>所有注意力头</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>entropy (bits)</source>
        <translation>熵（比特）</translation>
    </message>
    <message>
        <source>diagonal (%)</source>
        <translation>对角（%）</translation>
    </message>
    <message>
        <source>like the best (%)</source>
        <translation>与最佳对齐相似（%）</translation>
    </message>
    <message>
        <source>effect (nats)</source>
        <translation>影响（奈特）</translation>
    </message>
    <message>
        <source>sink (%)</source>
        <translation>汇聚点（%）</translation>
    </message>
    <message>
        <source>All heads with their measures</source>
        <translation>所有注意力头及其度量</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>保存为 CSV…</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy as LaTeX</source>
        <translation>复制为 LaTeX</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Click a column&apos;s name to sort by it, a row to see that head.</source>
        <translation>点击列名排序，点击一行查看该头。</translation>
    </message>
    <message>
        <source>The table is on the clipboard.</source>
        <translation>表格已复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>InputArea</name>
    <message>
        <source>Sounds ({})</source>
        <translation>声音（{}）</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Type a text</source>
        <translation>输入文本</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>A second text, if the model is to read both together</source>
        <translation>第二段文本（如需模型同时读取两段）</translation>
    </message>
    <message>
        <source>Second text</source>
        <translation>第二段文本</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Choose a sound…</source>
        <translation>选择声音…</translation>
    </message>
</context>
<context>
    <name>InterpolateSection</name>
    <message>
        <source>The sliders show A − B + C.</source>
        <translation>滑块现在显示 A − B + C。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play from A to B and back</source>
        <translation>从 A 播放到 B 再返回</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>On the straight line from A to B</source>
        <translation>沿 A 到 B 的直线</translation>
    </message>
    <message>
        <source>Spherical</source>
        <translation>球面</translation>
    </message>
    <message>
        <source>On the arc from A to B, which keeps the length of codes</source>
        <translation>沿 A 到 B 的圆弧，保持编码的长度</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Pictures from A to B, both among them</source>
        <translation>从 A 到 B 的图片数，含两端</translation>
    </message>
    <message>
        <source>A − B + C</source>
        <translation>求 A − B + C</translation>
    </message>
    <message>
        <source>Show A − B + C</source>
        <translation>显示 A − B + C</translation>
    </message>
    <message>
        <source>What A has and B has not, added to C, on the sliders</source>
        <translation>把 A 有而 B 没有的加到 C 上，显示在滑块上</translation>
    </message>
    <message>
        <source>The pictures from A to B</source>
        <translation>从 A 到 B 的图片</translation>
    </message>
    <message>
        <source>From A at the upper left to B at the lower right; click a picture to put the sliders there.</source>
        <translation>左上是 A，右下是 B；点击一张图片，滑块就移到那里。</translation>
    </message>
</context>
<context>
    <name>JoinWords</name>
    <message>
        <source>Join words</source>
        <translation>拼接词语</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>嗓音</translation>
    </message>
    <message>
        <source>Press words in the order in which they are to be said, at most {count}.</source>
        <translation>按说话顺序点选词语，最多 {count} 个。</translation>
    </message>
    <message>
        <source>Take the last back</source>
        <translation>撤回最后一个</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>聆听</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
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
    <name>Latent</name>
    <message>
        <source>Latent</source>
        <translation>潜变量</translation>
    </message>
    <message>
        <source>Encode</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Interpolate</source>
        <translation>插值</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Sliders</source>
        <translation>滑块</translation>
    </message>
    <message>
        <source>Traverse</source>
        <translation>遍历</translation>
    </message>
</context>
<context>
    <name>LatentActions</name>
    <message>
        <source>Open picture…</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>Paste picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Random sample</source>
        <translation>随机样本</translation>
    </message>
    <message>
        <source>Undo move</source>
        <translation>撤销移动</translation>
    </message>
    <message>
        <source>Redo move</source>
        <translation>重做移动</translation>
    </message>
    <message>
        <source>Back to the picture</source>
        <translation>回到图片</translation>
    </message>
    <message>
        <source>Random code</source>
        <translation>随机编码</translation>
    </message>
    <message>
        <source>Smooth picture</source>
        <translation>平滑显示图片</translation>
    </message>
    <message>
        <source>Play or stop</source>
        <translation>播放或停止</translation>
    </message>
</context>
<context>
    <name>LatentLabels</name>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>尺度</translation>
    </message>
    <message>
        <source>orientation</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>floor hue</source>
        <translation>地面色相</translation>
    </message>
    <message>
        <source>wall hue</source>
        <translation>墙面色相</translation>
    </message>
    <message>
        <source>solid hue</source>
        <translation>物体色相</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>angle</source>
        <translation>角度</translation>
    </message>
    <message>
        <source>skin</source>
        <translation>肤色</translation>
    </message>
    <message>
        <source>hair style</source>
        <translation>发型</translation>
    </message>
    <message>
        <source>hair length</source>
        <translation>头发长度</translation>
    </message>
    <message>
        <source>hair colour</source>
        <translation>发色</translation>
    </message>
    <message>
        <source>eyes</source>
        <translation>眼睛</translation>
    </message>
    <message>
        <source>mouth</source>
        <translation>嘴</translation>
    </message>
    <message>
        <source>beard</source>
        <translation>胡须</translation>
    </message>
    <message>
        <source>clothes</source>
        <translation>衣服</translation>
    </message>
    <message>
        <source>clothes colour</source>
        <translation>衣服颜色</translation>
    </message>
    <message>
        <source>T-shirt</source>
        <translation>T 恤</translation>
    </message>
    <message>
        <source>trousers</source>
        <translation>裤子</translation>
    </message>
    <message>
        <source>pullover</source>
        <translation>套头衫</translation>
    </message>
    <message>
        <source>dress</source>
        <translation>连衣裙</translation>
    </message>
    <message>
        <source>coat</source>
        <translation>外套</translation>
    </message>
    <message>
        <source>sandal</source>
        <translation>凉鞋</translation>
    </message>
    <message>
        <source>shirt</source>
        <translation>衬衫</translation>
    </message>
    <message>
        <source>sneaker</source>
        <translation>运动鞋</translation>
    </message>
    <message>
        <source>bag</source>
        <translation>包</translation>
    </message>
    <message>
        <source>ankle boot</source>
        <translation>短靴</translation>
    </message>
    <message>
        <source>sphere</source>
        <translation>球</translation>
    </message>
    <message>
        <source>cube</source>
        <translation>立方体</translation>
    </message>
    <message>
        <source>cylinder</source>
        <translation>圆柱</translation>
    </message>
    <message>
        <source>cone</source>
        <translation>圆锥</translation>
    </message>
    <message>
        <source>square</source>
        <translation>正方形</translation>
    </message>
    <message>
        <source>ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>heart</source>
        <translation>心形</translation>
    </message>
    <message>
        <source>undercut</source>
        <translation>两侧推短</translation>
    </message>
    <message>
        <source>side parting</source>
        <translation>偏分</translation>
    </message>
    <message>
        <source>spiky hair</source>
        <translation>刺猬头</translation>
    </message>
    <message>
        <source>bun</source>
        <translation>丸子头</translation>
    </message>
    <message>
        <source>short</source>
        <translation>短发</translation>
    </message>
    <message>
        <source>to the neck</source>
        <translation>及颈</translation>
    </message>
    <message>
        <source>to the shoulders</source>
        <translation>及肩</translation>
    </message>
    <message>
        <source>long</source>
        <translation>长发</translation>
    </message>
    <message>
        <source>open</source>
        <translation>睁眼</translation>
    </message>
    <message>
        <source>winking</source>
        <translation>眨一只眼</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>闭眼</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>难过</translation>
    </message>
    <message>
        <source>smiling</source>
        <translation>微笑</translation>
    </message>
    <message>
        <source>laughing</source>
        <translation>大笑</translation>
    </message>
    <message>
        <source>astonished</source>
        <translation>惊讶</translation>
    </message>
    <message>
        <source>no beard</source>
        <translation>无胡须</translation>
    </message>
    <message>
        <source>moustache</source>
        <translation>八字胡</translation>
    </message>
    <message>
        <source>full beard</source>
        <translation>络腮胡</translation>
    </message>
    <message>
        <source>long beard</source>
        <translation>长胡须</translation>
    </message>
    <message>
        <source>top</source>
        <translation>背心</translation>
    </message>
    <message>
        <source>jacket</source>
        <translation>外套</translation>
    </message>
</context>
<context>
    <name>LatentModels</name>
    <message>
        <source>Clothes (Fashion-MNIST), with attention</source>
        <translation>服饰(Fashion-MNIST)，有注意力</translation>
    </message>
    <message>
        <source>Clothes (Fashion-MNIST), without attention</source>
        <translation>服饰(Fashion-MNIST)，无注意力</translation>
    </message>
    <message>
        <source>Sprites: white shapes on black</source>
        <translation>图形：黑底白形</translation>
    </message>
    <message>
        <source>Sprites, learned without pairs</source>
        <translation>图形，不用图片对学习</translation>
    </message>
    <message>
        <source>Scenes: solids in a studio</source>
        <translation>场景：摄影棚里的几何体</translation>
    </message>
    <message>
        <source>Faces: cartoon portraits</source>
        <translation>人脸：卡通头像</translation>
    </message>
</context>
<context>
    <name>LatentNotes</name>
    <message>
        <source>brought down from {width} × {height} pixels</source>
        <translation>由 {width} × {height} 像素缩小</translation>
    </message>
    <message>
        <source>enlarged from {width} × {height} pixels</source>
        <translation>由 {width} × {height} 像素放大</translation>
    </message>
    <message>
        <source>inverted, because the model knows light on dark</source>
        <translation>已反色，因为模型只认识深底浅形</translation>
    </message>
    <message>
        <source>made grey</source>
        <translation>已转为灰度</translation>
    </message>
    <message>
        <source>one single colour</source>
        <translation>只有一种颜色</translation>
    </message>
    <message>
        <source>values beyond ±{reach:g} were brought back</source>
        <translation>超出 ±{reach:g} 的值已收回</translation>
    </message>
    <message>
        <source>There is no model with codes of pictures here; train one with “attnviz train vae-scenes” or reinstall attnviz.</source>
        <translation>这里没有能给图片编码的模型；请用“attnviz train vae-scenes”训练一个，或重新安装 attnviz。</translation>
    </message>
    <message>
        <source>The weights {file} are not there; choose another model or reinstall attnviz.</source>
        <translation>找不到权重文件 {file}；请选择其他模型或重新安装 attnviz。</translation>
    </message>
    <message>
        <source>The weights {file} are damaged or of another program; choose another model.</source>
        <translation>权重文件 {file} 已损坏或属于其他程序；请选择其他模型。</translation>
    </message>
    <message>
        <source>The samples {file} are not beside the weights: open or draw a picture; there is no map.</source>
        <translation>权重旁没有样本文件 {file}：请打开或绘制图片；没有地图。</translation>
    </message>
    <message>
        <source>The samples {file} are damaged or of another model: open or draw a picture; there is no map.</source>
        <translation>样本文件 {file} 已损坏或属于其他模型：请打开或绘制图片；没有地图。</translation>
    </message>
    <message>
        <source>The model {model} has no codes of pictures.</source>
        <translation>模型 {model} 不能给图片编码。</translation>
    </message>
    <message>
        <source>This picture cannot be read: it needs 1 to 16384 pixels a side.</source>
        <translation>无法读取这张图片：每边需为 1 到 16384 像素。</translation>
    </message>
    <message>
        <source>A code has {expected} values here, not {given}.</source>
        <translation>这里的编码有 {expected} 个值，而不是 {given} 个。</translation>
    </message>
    <message>
        <source>A value of the code is not a number.</source>
        <translation>编码中有一个值不是数字。</translation>
    </message>
    <message>
        <source>Something went wrong inside ({error}); the log says more.</source>
        <translation>内部出错({error})；日志中有更多说明。</translation>
    </message>
    <message>
        <source>Sample {number}</source>
        <translation>样本 {number}</translation>
    </message>
    <message>
        <source>{}, painted by the model</source>
        <translation>{}（由模型画出）</translation>
    </message>
    <message>
        <source>Your drawing</source>
        <translation>您的画</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>来自剪贴板</translation>
    </message>
    <message>
        <source>A code from {name}</source>
        <translation>来自 {name} 的编码</translation>
    </message>
    <message>
        <source>An empty picture</source>
        <translation>空白图片</translation>
    </message>
    <message>
        <source>A picture</source>
        <translation>一张图片</translation>
    </message>
</context>
<context>
    <name>LatentPane</name>
    <message>
        <source>{count} codes read from {name}.</source>
        <translation>已从 {name} 读取 {count} 个编码。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The autoencoder</source>
        <translation>自编码器</translation>
    </message>
    <message>
        <source>Sections of the Latent pane</source>
        <translation>潜变量页的各部分</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Colour scale</source>
        <translation>色标</translation>
    </message>
    <message>
        <source>The colours of the map</source>
        <translation>图的颜色</translation>
    </message>
    <message>
        <source>What the colours stand for</source>
        <translation>颜色代表什么</translation>
    </message>
</context>
<context>
    <name>LensSection</name>
    <message>
        <source>layer {}</source>
        <translation>第 {} 层</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Open a language model to see what each of its layers would say.</source>
        <translation>打开语言模型，查看其每一层会给出什么词元。</translation>
    </message>
    <message>
        <source>This model has no output layer over a vocabulary, so its layers say no token.</source>
        <translation>此模型没有词表上的输出层，因此各层不给出词元。</translation>
    </message>
    <message>
        <source>Read a text first: type in it, and the layers follow.</source>
        <translation>请先输入文本，各层的结果随后显示。</translation>
    </message>
    <message>
        <source>Each column is a token that was written, each row a layer of the decoder: the token that it would say there if its state went into the last norm and the output layer at once. Point at a cell for its five best (logit lens, nostalgebraist 2020).</source>
        <translation>每列是一个写出的词元，每行是解码器的一层：若该层状态直接送入最后的归一化层和输出层，在此处会给出的词元。指向单元格可查看概率最高的五个（logit lens，nostalgebraist 2020）。</translation>
    </message>
    <message>
        <source>Each column is a token that was read, each row a layer: the token that it would say if its state went into the last norm and the output layer at once. Point at a cell for its five best (logit lens, nostalgebraist 2020).</source>
        <translation>每列是一个读入的词元，每行是一层：若该层状态直接送入最后的归一化层和输出层会给出的词元。指向单元格可查看概率最高的五个（logit lens，nostalgebraist 2020）。</translation>
    </message>
    <message>
        <source>Logit lens</source>
        <translation>Logit 透镜</translation>
    </message>
</context>
<context>
    <name>LineField</name>
    <message>
        <source>Clear the text</source>
        <translation>清空文字</translation>
    </message>
</context>
<context>
    <name>ListenActions</name>
    <message>
        <source>Open sound…</source>
        <translation>打开声音…</translation>
    </message>
    <message>
        <source>Record, or stop recording</source>
        <translation>录音或停止录音</translation>
    </message>
    <message>
        <source>Join words…</source>
        <translation>拼接词语…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>My transcript</source>
        <translation>我的转写</translation>
    </message>
    <message>
        <source>Sound as it was</source>
        <translation>恢复原声</translation>
    </message>
    <message>
        <source>Play or stop</source>
        <translation>播放或停止</translation>
    </message>
    <message>
        <source>Test this map</source>
        <translation>检验这张图</translation>
    </message>
    <message>
        <source>What am I looking at?</source>
        <translation>这是什么？</translation>
    </message>
    <message>
        <source>Brush selects</source>
        <translation>画笔：选择</translation>
    </message>
    <message>
        <source>Brush mutes</source>
        <translation>画笔：静音</translation>
    </message>
    <message>
        <source>Brush covers with noise</source>
        <translation>画笔：加噪声</translation>
    </message>
</context>
<context>
    <name>ListenFailure</name>
    <message>
        <source>Sound files need the package soundfile: pip install soundfile.</source>
        <translation>读取声音文件需要 soundfile 包：pip install soundfile。</translation>
    </message>
    <message>
        <source>{name} is not there.</source>
        <translation>{name} 不存在。</translation>
    </message>
    <message>
        <source>{name} cannot be read: {why}.</source>
        <translation>无法读取 {name}：{why}。</translation>
    </message>
    <message>
        <source>{name} is no sound that can be read; WAV, FLAC, Ogg, Opus and MP3 can.</source>
        <translation>{name} 不是可读取的声音；可读取 WAV、FLAC、Ogg、Opus 和 MP3。</translation>
    </message>
    <message>
        <source>{name} is damaged and cannot be read.</source>
        <translation>{name} 已损坏，无法读取。</translation>
    </message>
    <message>
        <source>{name} holds no sound.</source>
        <translation>{name} 中没有声音。</translation>
    </message>
    <message>
        <source>{name} has {rate} samples a second; that many cannot be heard.</source>
        <translation>{name} 的采样率为每秒 {rate} 个样本，无法处理。</translation>
    </message>
    <message>
        <source>The model knows no letter of this transcript.</source>
        <translation>模型不认识这段转写中的任何字母。</translation>
    </message>
    <message>
        <source>The model has no such letters.</source>
        <translation>模型没有这些字母。</translation>
    </message>
    <message>
        <source>{model} does not write down sounds.</source>
        <translation>{model} 不能转写声音。</translation>
    </message>
    <message>
        <source>There is no model that listens among the models.</source>
        <translation>没有可以识别声音的模型。</translation>
    </message>
    <message>
        <source>There are no letters to test the map of.</source>
        <translation>没有可供检验的字母。</translation>
    </message>
    <message>
        <source>The weights {file} are missing.</source>
        <translation>缺少权重文件 {file}。</translation>
    </message>
    <message>
        <source>{file} cannot be used as a model.</source>
        <translation>{file} 不能用作模型。</translation>
    </message>
</context>
<context>
    <name>ListenNotes</name>
    <message>
        <source>This is silence: there is nothing to hear.</source>
        <translation>这是静音，没有可听的内容。</translation>
    </message>
    <message>
        <source>The microphone is gone; what it gave before is kept.</source>
        <translation>麦克风已断开；断开之前录到的内容已保留。</translation>
    </message>
    <message>
        <source>No word was heard in it.</source>
        <translation>没有听到词语。</translation>
    </message>
    <message>
        <source>The sound is long: only its first {shown} s are listened to.</source>
        <translation>声音较长，只识别前 {shown} 秒。</translation>
    </message>
    <message>
        <source>{samples} samples are no numbers and are taken as silence.</source>
        <translation>有 {samples} 个样本不是数值，按静音处理。</translation>
    </message>
    <message>
        <source>Read without {characters}, which the model cannot write.</source>
        <translation>已略去模型不能写出的 {characters}。</translation>
    </message>
    <message>
        <source>{} s</source>
        <translation>{} 秒</translation>
    </message>
    <message>
        <source>{start}–{end} s</source>
        <translation>{start}–{end} 秒</translation>
    </message>
    <message>
        <source>This model writes parts of words. For each of them every head of its cross-attention weighs the frames of the sound, 20 ms each. Some heads follow the speech: the model&apos;s config names them, else those of the upper half of its layers are taken. You see their mean, or one of them. Weights on the silence that fills the sound up to 30 seconds are left out, so that each row adds up to 1. The times of words come from dynamic time warping on these heads, as Whisper&apos;s own program finds them.</source>
        <translation>此模型写出词的片段。对每个片段，交叉注意力的每个头都给声音的各帧（每帧 20 毫秒）分配权重。其中一些头跟随语音：由模型的配置指明，未指明时取上半部分各层的头。这里显示它们的平均值，或其中之一。声音会用静音补足到 30 秒，落在静音上的权重已略去，因此每行之和为 1。词的时间由这些头上的动态时间规整得出，与 Whisper 自己的程序相同。</translation>
    </message>
    <message>
        <source>The sound is cut into frames of 40 ms. A network reads them in both directions; then letters are written one at a time. Before each letter the writer gives every frame a weight, looking at the frames, at what it has written and at where it listened before; the weights of a letter add up to 1. A bright cell means: this letter was written with this moment in view. The network learned from joined words whose places are known, and was led to spread the letters of a word over its sound.</source>
        <translation>声音被切成 40 毫秒的帧。网络从两个方向读取这些帧，然后逐个写出字母。写每个字母之前，解码器根据各帧、已写出的内容和之前注意过的位置，给每一帧一个权重；一个字母的权重之和为 1。亮的格子表示：写这个字母时注意了这一时刻。网络用位置已知的拼接词语训练，并被引导让一个词的字母分布在该词的声音上。</translation>
    </message>
</context>
<context>
    <name>ListenPane</name>
    <message>
        <source>Listen</source>
        <translation>聆听</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The network that listens</source>
        <translation>识别声音的网络</translation>
    </message>
</context>
<context>
    <name>ListenSamples</name>
    <message>
        <source>Allison (a person, digits)</source>
        <translation>Allison（真人，数字）</translation>
    </message>
    <message>
        <source>eSpeak NG (a synthetic voice, English and Chinese)</source>
        <translation>eSpeak NG（合成语音，英文和中文）</translation>
    </message>
    <message>
        <source>Flite (a synthetic voice, English)</source>
        <translation>Flite（合成语音，英文）</translation>
    </message>
    <message>
        <source>Four words, Chinese and English (synthetic voice)</source>
        <translation>四个词，中文和英文（合成语音）</translation>
    </message>
    <message>
        <source>Five digits (a person)</source>
        <translation>五个数字（真人）</translation>
    </message>
    <message>
        <source>Chinese words that sound alike (synthetic voice)</source>
        <translation>发音相近的中文词（合成语音）</translation>
    </message>
    <message>
        <source>Four English words (synthetic voice)</source>
        <translation>四个英文词（合成语音）</translation>
    </message>
    <message>
        <source>One digit that is misheard (a person)</source>
        <translation>一个被听错的数字（真人）</translation>
    </message>
</context>
<context>
    <name>ListenTexts</name>
    <message>
        <source>attention over the sound</source>
        <translation>对声音的注意力</translation>
    </message>
    <message>
        <source>Each row is a letter as it was written, each column 40 ms of sound; the brighter, the more it listened there.</source>
        <translation>每行是依次写出的一个字母，每列是 40 毫秒的声音；越亮，表示写该字母时越注意那里。</translation>
    </message>
    <message>
        <source>Each row is a token as it was written, each column 20 ms of sound; the brighter, the more the heads that align looked there.</source>
        <translation>每行是依次写出的一个词元，每列是 20 毫秒的声音；越亮，表示对齐的头越注意那里。</translation>
    </message>
    <message>
        <source>{name} (opened by you)</source>
        <translation>{name}（由你打开）</translation>
    </message>
    <message>
        <source>Words, English and Chinese</source>
        <translation>词语，英文和中文</translation>
    </message>
    <message>
        <source>all heads that align</source>
        <translation>所有对齐的头</translation>
    </message>
</context>
<context>
    <name>Look</name>
    <message>
        <source>Look</source>
        <translation>看图</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>各阶段</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>各次观察</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假如</translation>
    </message>
    <message>
        <source>Describe</source>
        <translation>描述</translation>
    </message>
</context>
<context>
    <name>LookActions</name>
    <message>
        <source>Open picture…</source>
        <translation>打开图片…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Paste picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Next map</source>
        <translation>下一种图</translation>
    </message>
    <message>
        <source>Next way of drawing the map</source>
        <translation>下一种画图方式</translation>
    </message>
    <message>
        <source>Smooth map</source>
        <translation>平滑显示</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>显示框</translation>
    </message>
    <message>
        <source>Plain photo beside</source>
        <translation>并排显示原照片</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>显示整张照片</translation>
    </message>
    <message>
        <source>Previous picture of the folder</source>
        <translation>文件夹中的上一张图片</translation>
    </message>
    <message>
        <source>Next picture of the folder</source>
        <translation>文件夹中的下一张图片</translation>
    </message>
</context>
<context>
    <name>LookClasses</name>
    <message>
        <source>backpack</source>
        <translation>背包</translation>
    </message>
    <message>
        <source>banana</source>
        <translation>香蕉</translation>
    </message>
    <message>
        <source>bear</source>
        <translation>熊</translation>
    </message>
    <message>
        <source>bell pepper</source>
        <translation>甜椒</translation>
    </message>
    <message>
        <source>bird</source>
        <translation>鸟</translation>
    </message>
    <message>
        <source>boat</source>
        <translation>船</translation>
    </message>
    <message>
        <source>bottle</source>
        <translation>瓶子</translation>
    </message>
    <message>
        <source>bridge</source>
        <translation>桥</translation>
    </message>
    <message>
        <source>bus</source>
        <translation>公共汽车</translation>
    </message>
    <message>
        <source>butterfly</source>
        <translation>蝴蝶</translation>
    </message>
    <message>
        <source>car</source>
        <translation>汽车</translation>
    </message>
    <message>
        <source>cat</source>
        <translation>猫</translation>
    </message>
    <message>
        <source>cattle</source>
        <translation>牛</translation>
    </message>
    <message>
        <source>chair</source>
        <translation>椅子</translation>
    </message>
    <message>
        <source>coffee</source>
        <translation>咖啡</translation>
    </message>
    <message>
        <source>dog</source>
        <translation>狗</translation>
    </message>
    <message>
        <source>elephant</source>
        <translation>大象</translation>
    </message>
    <message>
        <source>frog</source>
        <translation>青蛙</translation>
    </message>
    <message>
        <source>goldfish</source>
        <translation>金鱼</translation>
    </message>
    <message>
        <source>ice cream</source>
        <translation>冰淇淋</translation>
    </message>
    <message>
        <source>insect</source>
        <translation>昆虫</translation>
    </message>
    <message>
        <source>keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>koala</source>
        <translation>考拉</translation>
    </message>
    <message>
        <source>lighthouse</source>
        <translation>灯塔</translation>
    </message>
    <message>
        <source>lion</source>
        <translation>狮子</translation>
    </message>
    <message>
        <source>monkey</source>
        <translation>猴子</translation>
    </message>
    <message>
        <source>mushroom</source>
        <translation>蘑菇</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>橙子</translation>
    </message>
    <message>
        <source>pig</source>
        <translation>猪</translation>
    </message>
    <message>
        <source>pizza</source>
        <translation>比萨</translation>
    </message>
    <message>
        <source>sandal</source>
        <translation>凉鞋</translation>
    </message>
    <message>
        <source>spider</source>
        <translation>蜘蛛</translation>
    </message>
    <message>
        <source>sunglasses</source>
        <translation>太阳镜</translation>
    </message>
    <message>
        <source>table</source>
        <translation>桌子</translation>
    </message>
    <message>
        <source>teapot</source>
        <translation>茶壶</translation>
    </message>
    <message>
        <source>teddy bear</source>
        <translation>泰迪熊</translation>
    </message>
    <message>
        <source>tractor</source>
        <translation>拖拉机</translation>
    </message>
    <message>
        <source>train</source>
        <translation>火车</translation>
    </message>
    <message>
        <source>umbrella</source>
        <translation>雨伞</translation>
    </message>
    <message>
        <source>van</source>
        <translation>面包车</translation>
    </message>
</context>
<context>
    <name>LookModels</name>
    <message>
        <source>40 everyday things, with attention</source>
        <translation>40 种常见事物，有注意力</translation>
    </message>
    <message>
        <source>40 everyday things, without attention</source>
        <translation>40 种常见事物，无注意力</translation>
    </message>
    <message>
        <source>best class right</source>
        <translation>首选类别正确</translation>
    </message>
    <message>
        <source>Of how many photos the class with the highest probability is the true one. Chance: a class drawn by chance.</source>
        <translation>有多少照片的最高概率类别是正确的。随机：随机抽取一个类别。</translation>
    </message>
    <message>
        <source>among the best five</source>
        <translation>正确类别在前五</translation>
    </message>
    <message>
        <source>Of how many photos the true class is one of the five best. Chance: five classes drawn by chance.</source>
        <translation>有多少照片的正确类别在概率最高的五个之中。随机：随机抽取五个类别。</translation>
    </message>
    <message>
        <source>peak inside small object</source>
        <translation>峰值落在小物体内</translation>
    </message>
    <message>
        <source>Where the object&apos;s box is less than half of the photo: how often the strongest place of the evidence for the true class lies in the box. Chance: the middle of the photo.</source>
        <translation>物体的框不到照片的一半时：正确类别的证据最强处有多少次落在框里。随机：照片正中。</translation>
    </message>
    <message>
        <source>weight on small object</source>
        <translation>小物体上的权重</translation>
    </message>
    <message>
        <source>Where the object&apos;s box is less than half of the photo: how much of the evidence for the true class lies in the box. Chance: a round blob in the middle of the photo.</source>
        <translation>物体的框不到照片的一半时：正确类别的证据有多少落在框里。随机：照片正中的一个圆斑。</translation>
    </message>
    <message>
        <source>Of the photos that it names right: how often what its box and the true one share is at least half of what both cover. Chance: a box around the whole photo.</source>
        <translation>在它认对的照片中：它的框与真实的框的重叠部分，有多少次至少占两者所盖面积的一半。随机：围住整张照片的框。</translation>
    </message>
    <message>
        <source>weight on the right photo of 4</source>
        <translation>四张中正确照片上的权重</translation>
    </message>
    <message>
        <source>Four photos of four classes as one picture: how much of the evidence for each class lies in its own photo. Chance: evidence spread evenly.</source>
        <translation>四个类别的四张照片拼成一张图：每个类别的证据有多少落在自己的照片里。随机：证据均匀分布。</translation>
    </message>
    <message>
        <source>box overlap over 50 %</source>
        <translation>框重叠超过 50 %</translation>
    </message>
    <message>
        <source>Trained with the class of each photo and a box around one object in it: the maps were trained with boxes.</source>
        <translation>用每张照片的类别和其中一个物体的框训练：这些图是用框训练出来的。</translation>
    </message>
    <message>
        <source>Trained with the classes of the photos alone.</source>
        <translation>只用照片的类别训练。</translation>
    </message>
    <message>
        <source>Photos: {origin}. Licence: {licence}.</source>
        <translation>照片：{origin}。许可：{licence}。</translation>
    </message>
    <message>
        <source>40 everyday classes with boxes from Tiny-ImageNet (ImageNet, research use)</source>
        <translation>Tiny-ImageNet 中带框的 40 种常见类别（ImageNet，供研究使用）</translation>
    </message>
    <message>
        <source>ImageNet terms: research use; the pictures are not part of the program</source>
        <translation>ImageNet 条款：供研究使用；图片不包含在本程序中</translation>
    </message>
</context>
<context>
    <name>LookNotes</name>
    <message>
        <source>From the clipboard</source>
        <translation>来自剪贴板</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Evidence for the class</source>
        <translation>该类别的证据</translation>
    </message>
    <message>
        <source>Stage 1, fine</source>
        <translation>阶段 1（细）</translation>
    </message>
    <message>
        <source>Stage 2</source>
        <translation>阶段 2</translation>
    </message>
    <message>
        <source>Stage 3, coarse</source>
        <translation>阶段 3（粗）</translation>
    </message>
    <message>
        <source>No map</source>
        <translation>不叠图</translation>
    </message>
    <message>
        <source>Orange speaks for “{name}”, blue against it; all places together add up to its score, but for a constant.</source>
        <translation>橙色支持“{name}”，蓝色反对；所有位置加起来就是它的得分，只差一个常数。</translation>
    </message>
    <message>
        <source>How much each place counts in the answer, whatever the class; bright counts most.</source>
        <translation>每一处在答案中的分量，与类别无关；越亮分量越大。</translation>
    </message>
    <message>
        <source>What the first, finest stage let through: mostly edges and textures.</source>
        <translation>第一阶段（最细）让什么通过：多为边缘和纹理。</translation>
    </message>
    <message>
        <source>What the second stage let through: parts of things.</source>
        <translation>第二阶段让什么通过：事物的部分。</translation>
    </message>
    <message>
        <source>What the last, coarsest stage let through: whole things.</source>
        <translation>最后阶段（最粗）让什么通过：完整的事物。</translation>
    </message>
    <message>
        <source>The photo alone.</source>
        <translation>只有照片。</translation>
    </message>
    <message>
        <source>It learned from class names alone; nothing told it where to look.</source>
        <translation>它只从类别名称学习；没有任何信息告诉它该看哪里。</translation>
    </message>
    <message>
        <source>It was trained with boxes: the map had to cover the box around the object in each photo.</source>
        <translation>它用框训练：这张图须覆盖每张照片中物体的框。</translation>
    </message>
    <message>
        <source>It learned from class names and one box per photo; the boxes say where the evidence should lie.</source>
        <translation>它从类别名称和每张照片的一个框学习；框说明依据应在哪里。</translation>
    </message>
    <message>
        <source>Nobody told this stage where to look; it found out by itself.</source>
        <translation>没有人告诉这一阶段该看哪里；是它自己学会的。</translation>
    </message>
    <message>
        <source>The lines stand at a quarter, half and three quarters of the strongest place.</source>
        <translation>等值线位于最强处的四分之一、二分之一和四分之三。</translation>
    </message>
    <message>
        <source>The photo is dark where the map is low.</source>
        <translation>图中值低的地方，照片变暗。</translation>
    </message>
    <message>
        <source>Only what speaks for “{name}” is shown, not what speaks against it.</source>
        <translation>只显示支持“{name}”的部分，不显示反对的部分。</translation>
    </message>
    <message>
        <source>weight here {weight} · {share} of the map</source>
        <translation>此处权重 {weight} · 占全图的 {share}</translation>
    </message>
    <message>
        <source>this place adds {number} to the score of “{name}”</source>
        <translation>此处对“{name}”得分的贡献：{number}</translation>
    </message>
    <message>
        <source>This picture is small ({width} × {height} pixels) and was enlarged; do not trust the answer far.</source>
        <translation>这张图片很小（{width} × {height} 像素），已放大；答案不太可信。</translation>
    </message>
    <message>
        <source>This picture is one single colour: there is nothing to see in it.</source>
        <translation>这张图片只有一种颜色：没有什么可看。</translation>
    </message>
    <message>
        <source>There is no model that names photos here; train one with “attnviz train cnn-objects” or reinstall attnviz.</source>
        <translation>这里没有能识别照片的模型；请用“attnviz train cnn-objects”训练一个，或重新安装 attnviz。</translation>
    </message>
    <message>
        <source>The weights {file} are not there; choose another model or reinstall attnviz.</source>
        <translation>找不到权重文件 {file}；请选择其他模型或重新安装 attnviz。</translation>
    </message>
    <message>
        <source>The weights {file} are damaged or of another program; choose another model.</source>
        <translation>权重文件 {file} 已损坏或属于其他程序；请选择其他模型。</translation>
    </message>
    <message>
        <source>The model {model} does not name what is in a photo.</source>
        <translation>模型 {model} 不能识别照片里的东西。</translation>
    </message>
    <message>
        <source>This picture cannot be read: it needs 1 to 16384 pixels a side.</source>
        <translation>无法读取这张图片：每边需为 1 到 16384 像素。</translation>
    </message>
    <message>
        <source>The model does not know the class “{label}”.</source>
        <translation>模型不认识类别“{label}”。</translation>
    </message>
    <message>
        <source>Cover more than nothing and at most half of the picture.</source>
        <translation>遮住的部分须大于零，且不超过图片的一半。</translation>
    </message>
    <message>
        <source>Between 1 and {most} places can be drawn.</source>
        <translation>可随机选取 1 到 {most} 处。</translation>
    </message>
    <message>
        <source>Cover with grey, the mean colour or a blur.</source>
        <translation>请用灰色、平均颜色或模糊遮盖。</translation>
    </message>
    <message>
        <source>A picture is looked at once or in several views.</source>
        <translation>一张图片可以只看一次，也可以分多次看。</translation>
    </message>
    <message>
        <source>Something went wrong inside ({error}); the log says more.</source>
        <translation>内部出错（{error}）；日志中有更多说明。</translation>
    </message>
    <message>
        <source>not sure: {classes}</source>
        <translation>不确定：{classes}</translation>
    </message>
    <message>
        <source>Below {level} % it names held-out photos wrongly at least as often as right.</source>
        <translation>低于 {level} % 时，它在未见过的照片上答错的次数不少于答对的次数。</translation>
    </message>
    <message>
        <source>one draw</source>
        <translation>抽取一次</translation>
    </message>
    <message>
        <source>mean of {count} draws, {low} to {high}</source>
        <translation>{count} 次抽取的平均，{low} 到 {high}</translation>
    </message>
    <message>
        <source>“{name}”: {before} before; with {share} of the photo covered,</source>
        <translation>“{name}”：原来为 {before}；遮住照片的 {share} 之后：</translation>
    </message>
    <message>
        <source>what it looks at: {attended}, {change} points</source>
        <translation>遮住所看之处：{attended}，{change} 个百分点</translation>
    </message>
    <message>
        <source>elsewhere: {elsewhere}, {other} points ({drawn})</source>
        <translation>遮住别处：{elsewhere}，{other} 个百分点（{drawn}）</translation>
    </message>
    <message>
        <source>Every other place drawn costs more: here the map does not show what the answer needs.</source>
        <translation>抽到的其他地方损失都更大：在这里，图没有显示答案需要什么。</translation>
    </message>
    <message>
        <source>Covering what it looks at costs little: the answer does not rest on that place alone.</source>
        <translation>遮住所看之处损失很小：答案并不只依靠那里。</translation>
    </message>
    <message>
        <source>Covering what it looks at costs more than any other place drawn: the answer needs that place.</source>
        <translation>遮住所看之处，损失大于抽到的任何其他地方：答案需要那里。</translation>
    </message>
    <message>
        <source>Other places cost about as much: here the map does not tell what the answer needs.</source>
        <translation>遮住其他地方损失也差不多：在这里，图不能说明答案需要什么。</translation>
    </message>
    <message>
        <source>It says nothing of why, and part of any drop is due to the cover itself: covered photos are unlike those it learned from.</source>
        <translation>这并不说明原因，而且下降有一部分来自遮盖本身：遮过的照片不像它学习时见过的照片。</translation>
    </message>
    <message>
        <source>This network has no attention: “looks at” means the strongest evidence for the class.</source>
        <translation>这个网络没有注意力：“所看之处”指该类别证据最强的地方。</translation>
    </message>
</context>
<context>
    <name>LookPane</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The network that looks</source>
        <translation>看图的网络</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Look at the picture, or the file, on the clipboard</source>
        <translation>看剪贴板上的图片或文件</translation>
    </message>
    <message>
        <source>Sections of the Look pane</source>
        <translation>看图页的各部分</translation>
    </message>
</context>
<context>
    <name>LookSamples</name>
    <message>
        <source>A cat</source>
        <translation>一只猫</translation>
    </message>
    <message>
        <source>A cup of coffee</source>
        <translation>一杯咖啡</translation>
    </message>
    <message>
        <source>A cat and a cup of coffee</source>
        <translation>一只猫和一杯咖啡</translation>
    </message>
    <message>
        <source>A small cup in a large picture</source>
        <translation>大图中的小杯子</translation>
    </message>
    <message>
        <source>A man with a camera</source>
        <translation>拿相机的男子</translation>
    </message>
    <message>
        <source>Oranges (drawn)</source>
        <translation>橙子（绘制）</translation>
    </message>
    <message>
        <source>A lighthouse (drawn)</source>
        <translation>灯塔（绘制）</translation>
    </message>
    <message>
        <source>A goldfish (drawn)</source>
        <translation>金鱼（绘制）</translation>
    </message>
</context>
<context>
    <name>LookStages</name>
    <message>
        <source>{columns} × {rows} cells of {stride} px</source>
        <translation>{columns} × {rows} 格，每格 {stride} 像素</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 到 {high}</translation>
    </message>
    <message>
        <source>Attention gate</source>
        <translation>注意力门控</translation>
    </message>
    <message>
        <source>Lay this map over the photo in the first section</source>
        <translation>在第一部分把这张图叠在照片上</translation>
    </message>
    <message>
        <source>The photo with the map “{name}”</source>
        <translation>叠有“{name}”图的照片</translation>
    </message>
    <message>
        <source>{count} channels, on average {mean}</source>
        <translation>{count} 个通道，平均 {mean}</translation>
    </message>
    <message>
        <source>channel {number} of {count}: {weight}</source>
        <translation>第 {number} 个通道，共 {count} 个：{weight}</translation>
    </message>
    <message>
        <source>Channels: {stage}</source>
        <translation>通道：{stage}</translation>
    </message>
</context>
<context>
    <name>LookSums</name>
    <message>
        <source>over a million</source>
        <translation>一百万以上</translation>
    </message>
    <message>
        <source>cells for it</source>
        <translation>支持的格子</translation>
    </message>
    <message>
        <source>cells against it</source>
        <translation>反对的格子</translation>
    </message>
    <message>
        <source>= all cells</source>
        <translation>= 全部格子</translation>
    </message>
    <message>
        <source>+ constant</source>
        <translation>+ 常数</translation>
    </message>
    <message>
        <source>= score</source>
        <translation>= 得分</translation>
    </message>
    <message>
        <source>probability, odds</source>
        <translation>概率、倍数</translation>
    </message>
    <message>
        <source>What the maps add up to</source>
        <translation>图的总和</translation>
    </message>
</context>
<context>
    <name>LookTexts</name>
    <message>
        <source>{name} (opened by you, in My model)</source>
        <translation>{name}（由你打开，在“我的模型”中）</translation>
    </message>
</context>
<context>
    <name>LookViews</name>
    <message>
        <source>{number} · whole, {width} × {height} px: {name} {chance}</source>
        <translation>{number} · 整张，{width}&#xa0;×&#xa0;{height}&#xa0;像素：&#x2028;{name} {chance}</translation>
    </message>
    <message>
        <source>{number} · mirrored, {width} × {height} px: {name} {chance}</source>
        <translation>{number} · 镜像，{width}&#xa0;×&#xa0;{height}&#xa0;像素：&#x2028;{name} {chance}</translation>
    </message>
    <message>
        <source>{number} · part, {width} × {height} px: {name} {chance}</source>
        <translation>{number} · 局部，{width}&#xa0;×&#xa0;{height}&#xa0;像素：&#x2028;{name} {chance}</translation>
    </message>
    <message>
        <source>At the right its weight in the answer: its own best probability times how finely it saw, shared out among all looks</source>
        <translation>右边是它在答案中的权重：它自己的最高概率乘以看的精细程度，再在各次之间分摊</translation>
    </message>
    <message>
        <source>All together: {name} {chance}</source>
        <translation>合在一起：{name} {chance}</translation>
    </message>
    <message>
        <source>One look: {one} {chance}. All {count} looks: {best} {probability}.</source>
        <translation>只看一次：{one} {chance}。全部 {count} 次：{best} {probability}。</translation>
    </message>
    <message>
        <source>One look only, at the whole photo.</source>
        <translation>只看一次，看整张照片。</translation>
    </message>
    <message>
        <source>One look was enough: it is sure of “{name}” ({chance}, at least {sure} is asked for), and its box covers {covered} of the photo (at least {large}).</source>
        <translation>看一次就够了：它确信是“{name}”（{chance}，要求至少 {sure}），而且框占照片的 {covered}（至少 {large}）。</translation>
    </message>
    <message>
        <source>The first look was in doubt ({chance} for “{name}”, less than {sure}), so closer ones followed.</source>
        <translation>第一次看没有把握（“{name}”为 {chance}，不到 {sure}），所以接着细看。</translation>
    </message>
    <message>
        <source>The first look was sure of “{name}” ({chance}), but it is small in the photo, so closer ones followed.</source>
        <translation>第一次看就确信是“{name}”（{chance}），但它在照片中很小，所以接着细看。</translation>
    </message>
    <message>
        <source>Finer looks see the whole photo with more pixels; parts are cut out around what seemed to be there. Where the photo has no more pixels, the second look sees it mirrored.</source>
        <translation>细看时用更多像素看整张照片；局部则围绕似乎有东西的地方裁出。照片没有更多像素时，第二次看它的镜像。</translation>
    </message>
    <message>
        <source>The scores of all looks are averaged, each weighed by its own best probability times how finely it saw; so are their maps, laid over each other.</source>
        <translation>各次的得分取加权平均，每次的权重是它自己的最高概率乘以看的精细程度；各次的图也同样叠加平均。</translation>
    </message>
</context>
<context>
    <name>LooksAt</name>
    <message>
        <source>“{word}” looks at</source>
        <translation>“{word}”看向</translation>
    </message>
    <message>
        <source>“{word}” is looked at by</source>
        <translation>看向“{word}”的词</translation>
    </message>
</context>
<context>
    <name>MapOverlay</name>
    <message>
        <source>Light</source>
        <translation>白光</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>着色</translation>
    </message>
    <message>
        <source>Contours</source>
        <translation>等值线</translation>
    </message>
    <message>
        <source>Spotlight</source>
        <translation>聚光</translation>
    </message>
    <message>
        <source>Blue to yellow</source>
        <translation>蓝到黄</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Inferno</source>
        <translation>Inferno</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰度</translation>
    </message>
</context>
<context>
    <name>MapSection</name>
    <message>
        <source>main directions</source>
        <translation>主方向</translation>
    </message>
    <message>
        <source>direction {}</source>
        <translation>方向 {}</translation>
    </message>
    <message>
        <source>There is no map without the samples of the model.</source>
        <translation>没有模型的样本就没有地图。</translation>
    </message>
    <message>
        <source>Each point is a sample. Click or drag to walk through the codes; double click a point to go to its code.</source>
        <translation>每个点是一个样本。点击或拖动可在编码间游走；双击一个点则移到它的编码。</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>The main directions of the codes, or one dimension</source>
        <translation>编码的主方向，或某一维度</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>纵轴</translation>
    </message>
    <message>
        <source>The other dimension</source>
        <translation>另一维度</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>What the colours of the points say</source>
        <translation>点的颜色表示什么</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Pictures on the map</source>
        <translation>在地图上显示图片</translation>
    </message>
    <message>
        <source>Map of the codes; arrow keys walk</source>
        <translation>编码地图；方向键游走</translation>
    </message>
</context>
<context>
    <name>MapTest</name>
    <message>
        <source>what it looked at: {percent}</source>
        <translation>遮住所看之处：{percent}</translation>
    </message>
    <message>
        <source>as much elsewhere: {percent}</source>
        <translation>遮住别处同样大小：{percent}</translation>
    </message>
    <message>
        <source>Test this map</source>
        <translation>检验这张图</translation>
    </message>
    <message>
        <source>Mute what it points at</source>
        <translation>静音它所指之处</translation>
    </message>
    <message>
        <source>Drops of the log-probability</source>
        <translation>对数概率的下降</translation>
    </message>
    <message>
        <source>Mutes the {percent} % of the sound that it listens to most, then as much elsewhere, and compares.</source>
        <translation>先静音它最注意的 {percent} % 的声音，再静音别处同样长的声音，然后比较。</translation>
    </message>
    <message>
        <source>Measuring… {percent} %</source>
        <translation>正在测量… {percent} %</translation>
    </message>
    <message>
        <source>without what it points at</source>
        <translation>去掉它所指之处</translation>
    </message>
    <message>
        <source>without as much elsewhere</source>
        <translation>去掉别处同样长的声音</translation>
    </message>
    <message>
        <source>The letter becomes</source>
        <translation>该字母的概率变为</translation>
    </message>
    <message>
        <source>The letters become</source>
        <translation>这些字母的概率变为</translation>
    </message>
    <message>
        <source>{about} {change}; elsewhere muted, {other}.</source>
        <translation>{about}{change}；静音别处则为{other}。</translation>
    </message>
    <message>
        <source>In {less} of {draws} draws it mattered less elsewhere.</source>
        <translation>{draws} 次抽样中有 {less} 次别处的影响更小。</translation>
    </message>
    <message>
        <source>Here the map points at what matters.</source>
        <translation>这张图指向了重要之处。</translation>
    </message>
    <message>
        <source>The map does somewhat better than chance here.</source>
        <translation>这张图略好于随机。</translation>
    </message>
    <message>
        <source>That is no better than chance: do not read this map as the reason.</source>
        <translation>不比随机更好：不要把这张图当作原因。</translation>
    </message>
    <message>
        <source>{times} times less probable</source>
        <translation>原来的 1/{times}</translation>
    </message>
    <message>
        <source>{times} times more probable</source>
        <translation>原来的 {times} 倍</translation>
    </message>
    <message>
        <source>Cover the tenth of the photo that the word looked at most, and as much elsewhere, and compare</source>
        <translation>分别遮住该词看得最多的十分之一照片和别处同样大的地方，加以比较</translation>
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
        <source>&amp;Next panel</source>
        <translation>下一个面板(&amp;N)</translation>
    </message>
    <message>
        <source>Go to the te&amp;xt</source>
        <translation>转到文本框(&amp;X)</translation>
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
        <source>&amp;Present (full screen)</source>
        <translation>演示模式（全屏）(&amp;P)</translation>
    </message>
    <message>
        <source>End presentation</source>
        <translation>结束演示</translation>
    </message>
    <message>
        <source>Run a &amp;command…</source>
        <translation>运行命令(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Compress…</source>
        <translation>压缩(&amp;C)…</translation>
    </message>
    <message>
        <source>Guided &amp;tour</source>
        <translation>导览(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Glossary</source>
        <translation>术语表(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Cite what is shown…</source>
        <translation>引用所示方法(&amp;C)…</translation>
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
        <source>Same as system</source>
        <translation>与系统相同</translation>
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
        <source>Greedy takes the best word at each step; a beam keeps several translations alive. Rare names and numbers of the source are preferred as they stand there (contextual biasing)</source>
        <translation>贪心解码每一步取最好的词；束搜索同时保留多个译文。原文中少见的名字和数字优先照原样写出（上下文偏置）</translation>
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
        <source>Search: greedy</source>
        <translation>搜索：贪心</translation>
    </message>
    <message>
        <source>Search: beam of {}</source>
        <translation>搜索：束宽 {}</translation>
    </message>
    <message>
        <source>Compare with another model</source>
        <translation>与另一个模型比较</translation>
    </message>
    <message>
        <source>Let another model read the same translation, and see both alignments</source>
        <translation>让另一个模型读同一译文，并排看两种对齐</translation>
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
        <source>The translator: {quality}, measured on short everyday sentences that it did not learn from. BLEU counts the runs of words shared with people&apos;s translations: from 30 understandable, from 40 good, from 50 very good.</source>
        <translation>翻译模型：{quality}，在未参与训练的日常短句上测得。BLEU 衡量译文与人工译文共有的连续词串：30 以上可以看懂，40 以上良好，50 以上很好。</translation>
    </message>
    <message>
        <source>{name} (opened by you)</source>
        <translation>{name}（由你打开）</translation>
    </message>
    <message>
        <source>{kind} · {source} → {target}</source>
        <translation>{kind} · {source} → {target}</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>与……比较</translation>
    </message>
</context>
<context>
    <name>Mosaic</name>
    <message>
        <source>head {}</source>
        <translation>头 {}</translation>
    </message>
    <message>
        <source>layer {}</source>
        <translation>第 {} 层</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>头</translation>
    </message>
    <message>
        <source>layer {layer}, head {head}</source>
        <translation>第 {layer} 层，头 {head}</translation>
    </message>
    <message>
        <source>“{query}” → “{key}”: {number}</source>
        <translation>“{query}” → “{key}”：{number}</translation>
    </message>
    <message>
        <source>the strongest of {n} × {n} cells here</source>
        <translation>此处 {n} × {n} 个单元格中最大的一个</translation>
    </message>
</context>
<context>
    <name>MosaicPage</name>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>All heads of all layers at once; the wheel goes nearer, down to single cells</source>
        <translation>同时显示所有层的所有头；滚动滚轮可放大，直到单个单元格</translation>
    </message>
    <message>
        <source>{queries} rows, {keys} columns</source>
        <translation>{queries} 行，{keys} 列</translation>
    </message>
    <message>
        <source>not among the tokens</source>
        <translation>词元中没有</translation>
    </message>
    <message>
        <source>{size} GB: the overview reads the file once, in the background. At most 400 MB of memory are used.</source>
        <translation>{size} GB：总览在后台将文件读取一遍，最多使用 400 MB 内存。</translation>
    </message>
    <message>
        <source>{size} GB: {percent} % of the overview is there; about {seconds} s more.</source>
        <translation>{size} GB：总览已完成 {percent} %；大约还需 {seconds} 秒。</translation>
    </message>
    <message>
        <source>Stopped at {percent} %: what is seen from now on is read when it is looked at.</source>
        <translation>已在 {percent} % 处停止：此后只在查看时读取所需部分。</translation>
    </message>
    <message>
        <source>Find a token</source>
        <translation>查找词元</translation>
    </message>
    <message>
        <source>Lines of this part</source>
        <translation>以连线显示此部分</translation>
    </message>
    <message>
        <source>Draw the tokens in sight as two rows joined by lines</source>
        <translation>将可见的词元画成两行并以连线相接</translation>
    </message>
    <message>
        <source>The weight that has the brightest colour</source>
        <translation>最亮颜色所代表的权重</translation>
    </message>
    <message>
        <source>scale 0 to {}</source>
        <translation>色标 0 到 {}</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>停止读取</translation>
    </message>
    <message>
        <source>All heads of all layers</source>
        <translation>所有层的所有头</translation>
    </message>
    <message>
        <source>A part of a head as lines</source>
        <translation>以连线显示的头的一部分</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>颜色标度</translation>
    </message>
    <message>
        <source>How much of the file was read</source>
        <translation>文件已读取的比例</translation>
    </message>
    <message>
        <source>The head that is seen</source>
        <translation>当前查看的头</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>OcclusionPanel</name>
    <message>
        <source>Covers the places that count most, then as many others, and looks again each time. Only if the first costs more than the second does the map tell what the answer needs.</source>
        <translation>先遮住分量最大的地方，再遮住同样多的其他地方，每次都重新看。只有前者的损失大于后者，这张图才说明了答案需要什么。</translation>
    </message>
    <message>
        <source>looked at: {share}</source>
        <translation>遮住所看处：{share}</translation>
    </message>
    <message>
        <source>elsewhere: {share}</source>
        <translation>遮住别处：{share}</translation>
    </message>
    <message>
        <source>Cover it</source>
        <translation>遮盖检验</translation>
    </message>
    <message>
        <source>Cover what it looks at</source>
        <translation>遮住所看之处</translation>
    </message>
    <message>
        <source>Cover the places that count most, under the brush, too; undo takes it back</source>
        <translation>遮住分量最大的地方，并放到画笔下；可以撤销</translation>
    </message>
    <message>
        <source>Cover random places</source>
        <translation>遮挡随机位置</translation>
    </message>
    <message>
        <source>Cover as many other places, drawn by chance, under the brush, too; undo takes it back</source>
        <translation>遮住随机抽取的同样多的其他地方，并放到画笔下；可以撤销</translation>
    </message>
    <message>
        <source>Photo with what it looks at covered</source>
        <translation>遮住所看之处的照片</translation>
    </message>
    <message>
        <source>Photo with as much covered elsewhere</source>
        <translation>遮住同样多别处的照片</translation>
    </message>
    <message>
        <source>the photo with what it looks at covered</source>
        <translation>遮住所看之处的照片</translation>
    </message>
    <message>
        <source>the photo with as much covered elsewhere</source>
        <translation>遮住同样多别处的照片</translation>
    </message>
    <message>
        <source>Put it under the brush</source>
        <translation>放到画笔下</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>份额</translation>
    </message>
    <message>
        <source>How much is covered</source>
        <translation>遮住多少</translation>
    </message>
    <message>
        <source>Share of the photo that is covered</source>
        <translation>遮住的部分占照片的份额</translation>
    </message>
    <message>
        <source>With</source>
        <translation>用</translation>
    </message>
    <message>
        <source>What covers</source>
        <translation>用什么遮盖</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>its mean colour</source>
        <translation>平均颜色</translation>
    </message>
    <message>
        <source>a blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Draws</source>
        <translation>抽取</translation>
    </message>
    <message>
        <source>How many places elsewhere are tried</source>
        <translation>在别处尝试多少次</translation>
    </message>
    <message>
        <source>Draws elsewhere</source>
        <translation>别处的抽取次数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed draws the same places</source>
        <translation>相同的种子抽到相同的地方</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>How much is covered, with what, and how many random places are tried</source>
        <translation>遮住多少、用什么遮、随机试多少处</translation>
    </message>
</context>
<context>
    <name>OneHead</name>
    <message>
        <source>{count} frames are drawn as one here.</source>
        <translation>这里每 {count} 帧画作一帧。</translation>
    </message>
    <message>
        <source>“All heads” shows every frame.</source>
        <translation>“所有头”显示每一帧。</translation>
    </message>
    <message>
        <source>The head as a heatmap: rows are queries, columns keys</source>
        <translation>以热图显示的头：行为查询，列为键</translation>
    </message>
    <message>
        <source>The head as lines from queries to keys</source>
        <translation>以连线显示的头：从查询到键</translation>
    </message>
    <message>
        <source>These maps are too large for cells that can be told apart: see all heads, and go nearer with the wheel.</source>
        <translation>这些图太大，单元格无法分辨：请查看“所有头”，用滚轮放大。</translation>
    </message>
</context>
<context>
    <name>OpenActions</name>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>One head</source>
        <translation>单个头</translation>
    </message>
    <message>
        <source>Habits</source>
        <translation>注意模式</translation>
    </message>
    <message>
        <source>Logit lens</source>
        <translation>Logit 透镜</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Example: a reaction</source>
        <translation>示例：一个化学反应</translation>
    </message>
    <message>
        <source>Find a token</source>
        <translation>查找词元</translation>
    </message>
    <message>
        <source>Switch the chosen heads off or on</source>
        <translation>关闭或开启所选的头</translation>
    </message>
    <message>
        <source>Switch all heads on</source>
        <translation>开启所有头</translation>
    </message>
    <message>
        <source>Next head</source>
        <translation>下一个头</translation>
    </message>
    <message>
        <source>Previous head</source>
        <translation>上一个头</translation>
    </message>
    <message>
        <source>Write on, or stop</source>
        <translation>继续生成或停止</translation>
    </message>
    <message>
        <source>Measure the effect of every head</source>
        <translation>测量每个头的作用</translation>
    </message>
    <message>
        <source>Keep what is shown, to compare</source>
        <translation>保留当前内容以供比较</translation>
    </message>
</context>
<context>
    <name>OpenButton</name>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Look at a picture from a file; it can also be dropped anywhere here</source>
        <translation>看文件中的图片；也可以拖放到这里任何地方</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
</context>
<context>
    <name>OpenLayout</name>
    <message>
        <source>Folder of a model…</source>
        <translation>模型文件夹…</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Download from Hugging Face…</source>
        <translation>从 Hugging Face 下载…</translation>
    </message>
    <message>
        <source>Example: a reaction</source>
        <translation>示例：一个化学反应</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>A model or a file of attention; both can also be dropped here</source>
        <translation>打开模型或注意力文件；也可将其拖放到此处</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>One head</source>
        <translation>单个头</translation>
    </message>
    <message>
        <source>Habits</source>
        <translation>注意模式</translation>
    </message>
    <message>
        <source>Logit lens</source>
        <translation>Logit 透镜</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Sections of My model</source>
        <translation>“我的模型”的各部分</translation>
    </message>
    <message>
        <source>The tokens of the text: point at one to see what it looked at</source>
        <translation>文本的词元：指向一个，看它关注了什么</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值类型</translation>
    </message>
</context>
<context>
    <name>OpenPane</name>
    <message>
        <source>My model</source>
        <translation>我的模型</translation>
    </message>
</context>
<context>
    <name>OpenTexts</name>
    <message>
        <source>Models need the package {package}: pip install &apos;attnviz[models]&apos;. Attention files open without it.</source>
        <translation>打开模型需要软件包 {package}：pip install &apos;attnviz[models]&apos;。注意力文件无需它即可打开。</translation>
    </message>
    <message>
        <source>{path} brings code of its own, which attnviz never runs: convert it to a model of transformers.</source>
        <translation>{path} 自带代码，attnviz 从不运行此类代码：请将其转换为 transformers 的模型。</translation>
    </message>
    <message>
        <source>There is no config.json in {path}: it is no model as save_pretrained writes it.</source>
        <translation>{path} 中没有 config.json：它不是 save_pretrained 写出的模型。</translation>
    </message>
    <message>
        <source>transformers knows no model of the kind “{family}”.</source>
        <translation>transformers 不认识“{family}”类模型。</translation>
    </message>
    <message>
        <source>There is not enough memory for this: choose a shorter text, or bfloat16, or the CPU.</source>
        <translation>内存不足：请选用较短的文本、bfloat16 或 CPU。</translation>
    </message>
    <message>
        <source>This machine has no {device}.</source>
        <translation>此计算机没有 {device}。</translation>
    </message>
    <message>
        <source>Type a text for the model to read.</source>
        <translation>请输入供模型读取的文本。</translation>
    </message>
    <message>
        <source>The folder has no tokenizer, so the model cannot read a text.</source>
        <translation>文件夹中没有分词器，因此模型无法读取文本。</translation>
    </message>
    <message>
        <source>Hugging Face has no open model called {name} with config.json and safetensors.</source>
        <translation>Hugging Face 上没有名为 {name}、含 config.json 和 safetensors 的公开模型。</translation>
    </message>
    <message>
        <source>Hugging Face cannot be reached: {reason}.</source>
        <translation>无法连接 Hugging Face：{reason}。</translation>
    </message>
    <message>
        <source>The disk has no room for {name}.</source>
        <translation>磁盘空间不足，无法存放 {name}。</translation>
    </message>
    <message>
        <source>{name} cannot be written: {reason}.</source>
        <translation>无法写入 {name}：{reason}。</translation>
    </message>
    <message>
        <source>The layers differ: layer 1 has {first}, layer {layer} has {other} (heads × queries × keys).</source>
        <translation>各层不一致：第 1 层为 {first}，第 {layer} 层为 {other}（头 × 查询 × 键）。</translation>
    </message>
    <message>
        <source>There is no layer in it.</source>
        <translation>其中没有任何层。</translation>
    </message>
    <message>
        <source>{name} was changed while it was open: open it again.</source>
        <translation>{name} 在打开期间被更改：请重新打开。</translation>
    </message>
    <message>
        <source>{name} is not there.</source>
        <translation>{name} 不存在。</translation>
    </message>
    <message>
        <source>{name} is no attention file: {endings} can be read.</source>
        <translation>{name} 不是注意力文件：可读取 {endings}。</translation>
    </message>
    <message>
        <source>{name} needs {needed} GB of memory, and {free} GB are free: .safetensors and .npy are read in parts.</source>
        <translation>{name} 需要 {needed} GB 内存，而可用内存为 {free} GB：.safetensors 和 .npy 可分块读取。</translation>
    </message>
    <message>
        <source>There is no attention in it: fused kernels return none, and some models (linear attention, state spaces) have none.</source>
        <translation>其中没有注意力：融合算子不返回注意力，有些模型（线性注意力、状态空间模型）则没有注意力。</translation>
    </message>
    <message>
        <source>queries</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Some rows do not sum to 1 (off by up to {off}): shown as given.</source>
        <translation>有些行之和不为 1（最多相差 {off}）：按原样显示。</translation>
    </message>
    <message>
        <source>{count} weights are no numbers (NaN): shown in magenta.</source>
        <translation>{count} 个权重不是数（NaN）：以品红色显示。</translation>
    </message>
    <message>
        <source>{count} weights are negative: shown as 0.</source>
        <translation>{count} 个权重为负：显示为 0。</translation>
    </message>
    <message>
        <source>{given} tokens for {count} {side}: places are numbered instead.</source>
        <translation>给出了 {given} 个词元，而{side}有 {count} 个：改用编号表示位置。</translation>
    </message>
    <message>
        <source>The model reads {shown} of the {given} tokens: it has no more positions.</source>
        <translation>模型只读取 {given} 个词元中的 {shown} 个：已无更多位置。</translation>
    </message>
    <message>
        <source>The folder has no tokenizer.</source>
        <translation>文件夹中没有分词器。</translation>
    </message>
    <message>
        <source>{count} weights are not in the files and are random.</source>
        <translation>文件中缺少 {count} 个权重，它们是随机的。</translation>
    </message>
    <message>
        <source>{count} tokens are unknown to the model.</source>
        <translation>模型不认识其中 {count} 个词元。</translation>
    </message>
    <message>
        <source>The model hears the first {seconds} s.</source>
        <translation>模型只听取前 {seconds} 秒。</translation>
    </message>
    <message>
        <source>It stopped writing after {tokens} tokens.</source>
        <translation>生成 {tokens} 个词元后停止。</translation>
    </message>
    <message>
        <source>previous token</source>
        <translation>前一词元</translation>
    </message>
    <message>
        <source>next token</source>
        <translation>后一词元</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>自身</translation>
    </message>
    <message>
        <source>first token</source>
        <translation>首个词元</translation>
    </message>
    <message>
        <source>same token</source>
        <translation>相同词元</translation>
    </message>
    <message>
        <source>induction</source>
        <translation>归纳</translation>
    </message>
    <message>
        <source>special tokens</source>
        <translation>特殊词元</translation>
    </message>
    <message>
        <source>The mean weight on the token before</source>
        <translation>对前一词元的平均权重</translation>
    </message>
    <message>
        <source>The mean weight on the token after</source>
        <translation>对后一词元的平均权重</translation>
    </message>
    <message>
        <source>The mean weight of each token on itself</source>
        <translation>每个词元对自身的平均权重</translation>
    </message>
    <message>
        <source>The mean weight on the first token</source>
        <translation>对首个词元的平均权重</translation>
    </message>
    <message>
        <source>The mean weight on other places of the same token, of rows that have any</source>
        <translation>对相同词元其他位置的平均权重（仅计存在此类位置的行）</translation>
    </message>
    <message>
        <source>The mean weight on tokens that followed the same token before, of rows that have any</source>
        <translation>对先前紧跟相同词元之后的词元的平均权重（仅计存在此类位置的行）</translation>
    </message>
    <message>
        <source>The mean weight on special tokens together</source>
        <translation>对全部特殊词元的平均权重</translation>
    </message>
    <message>
        <source>The silence after the sound, which held {percent} % of the weight, is left out.</source>
        <translation>声音之后的静音占权重的 {percent} %，已略去。</translation>
    </message>
    <message>
        <source>Pieces joined to words: summed over keys, averaged over queries</source>
        <translation>将子词合并为词：在键上求和，在查询上取平均</translation>
    </message>
    <message>
        <source>Draw only this many of the strongest lines of each query</source>
        <translation>每个查询只画这么多条最强的连线</translation>
    </message>
    <message>
        <source>Hide special tokens</source>
        <translation>隐藏特殊词元</translation>
    </message>
    <message>
        <source>Leave out tokens such as [CLS], [SEP] and &lt;/s&gt;; the caption tells how much they held</source>
        <translation>不显示 [CLS]、[SEP]、&lt;/s&gt; 等词元；说明文字会给出它们所占的权重</translation>
    </message>
    <message>
        <source>The chosen heads; the answer follows at once (key O in the grid)</source>
        <translation>所选的头；结果立即更新（在网格中按 O 键）</translation>
    </message>
    <message>
        <source>Switch off one head after another and measure how much less probable the answer becomes</source>
        <translation>逐个关闭头，测量回答的概率降低多少</translation>
    </message>
    <message>
        <source>Each row is a query; the brighter a cell, the more it looks at that key.</source>
        <translation>每行是一个查询；单元格越亮，对该键的关注越多。</translation>
    </message>
    <message>
        <source>The wider a line, the more the query looks at that key.</source>
        <translation>连线越宽，查询对该键的关注越多。</translation>
    </message>
    <message>
        <source>cross-attention</source>
        <translation>交叉注意力</translation>
    </message>
    <message>
        <source>Cross</source>
        <translation>交叉</translation>
    </message>
    <message>
        <source>Cross-attention: what is written looks at what was read</source>
        <translation>交叉注意力：生成的内容关注读入的内容</translation>
    </message>
    <message>
        <source>self-attention of the encoder</source>
        <translation>编码器自注意力</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Self-attention: what was read looks at itself</source>
        <translation>自注意力：读入的内容之间相互关注</translation>
    </message>
    <message>
        <source>Each row is a token about to be written; columns are what went in: the start, and each token before it.</source>
        <translation>每一行是即将写出的词元；各列是输入解码器的内容：起始词元，以及在它之前的各个词元。</translation>
    </message>
    <message>
        <source>The wider a line, the more the model looked at that token while about to write the other.</source>
        <translation>连线越宽，表示模型在写出另一端词元之前越关注这一端的词元。</translation>
    </message>
    <message>
        <source>How much each place may hold of each other after all layers, if heads are averaged and values and feed-forward parts left out: an approximation (Abnar &amp; Zuidema 2020).</source>
        <translation>若对各头取平均并忽略值与前馈部分，经过所有层后每个位置可能包含其他位置的多少信息：一种近似（Abnar &amp; Zuidema 2020）。</translation>
    </message>
    <message>
        <source>self-attention of the decoder</source>
        <translation>解码器自注意力</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>Self-attention: each token looks at those up to itself</source>
        <translation>自注意力：每个词元关注到自身为止的词元</translation>
    </message>
</context>
<context>
    <name>OpeningLine</name>
    <message>
        <source>Opening {name}…</source>
        <translation>正在打开 {name}…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>How much of it is loaded</source>
        <translation>已加载的比例</translation>
    </message>
</context>
<context>
    <name>PassageField</name>
    <message>
        <source>Hide this sentence, or show it again</source>
        <translation>隐藏这一句，或重新显示</translation>
    </message>
</context>
<context>
    <name>PatternsSection</name>
    <message>
        <source>Head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>Habit</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>L{layer} H{head}</source>
        <translation>L{layer} H{head}</translation>
    </message>
    <message>
        <source>Habits are measured of maps that are small enough to be shown head by head.</source>
        <translation>仅对小到足以逐头显示的图测量注意模式。</translation>
    </message>
    <message>
        <source>Shares of weight, measured on what is shown now; a head is named by the pattern that has at least {percent} % of it. Press a heading to sort, a row to see the head.</source>
        <translation>数值为权重所占比例，由当前显示的内容测得；某模式至少占 {percent} % 时即以其命名该头。单击表头可排序，单击行可查看该头。</translation>
    </message>
    <message>
        <source>Habits of all heads</source>
        <translation>所有头的注意模式</translation>
    </message>
</context>
<context>
    <name>PictureActions</name>
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
        <source>Copy picture as SVG</source>
        <translation>复制图片为 SVG</translation>
    </message>
    <message>
        <source>Copy numbers as LaTeX table</source>
        <translation>复制数值为 LaTeX 表格</translation>
    </message>
    <message>
        <source>Copy numbers as Markdown table</source>
        <translation>复制数值为 Markdown 表格</translation>
    </message>
    <message>
        <source>Copy Python lines</source>
        <translation>复制 Python 代码</translation>
    </message>
</context>
<context>
    <name>PictureColumn</name>
    <message>
        <source>Where {name} acts: orange gets lighter, blue darker when it grows</source>
        <translation>{name} 作用之处：增大时橙色变亮，蓝色变暗</translation>
    </message>
    <message>
        <source>{} · moved</source>
        <translation>{} · 已移动</translation>
    </message>
    <message>
        <source>Where the encoder looked: {low} (navy) to {high} (yellow)</source>
        <translation>编码器看了哪里：{low}（深蓝）到 {high}（黄）</translation>
    </message>
    <message>
        <source>What the model sees: {}.</source>
        <translation>模型所见：{}。</translation>
    </message>
    <message>
        <source>original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>The picture as it was given</source>
        <translation>给出的原图</translation>
    </message>
    <message>
        <source>What the model sees of it</source>
        <translation>模型看到的样子</translation>
    </message>
    <message>
        <source>What the model makes of it</source>
        <translation>模型的重构</translation>
    </message>
    <message>
        <source>Rebuilt minus seen: orange is too light, blue too dark</source>
        <translation>重构减所见：橙色偏亮，蓝色偏暗</translation>
    </message>
    <message>
        <source>The picture of the code</source>
        <translation>编码对应的图片</translation>
    </message>
    <message>
        <source>The picture comes when the model is loaded.</source>
        <translation>模型加载后图片就会出现。</translation>
    </message>
    <message>
        <source>The encoder multiplies what it reads at each place by this weight: where it looked, not why</source>
        <translation>编码器把每处读到的内容乘以这个权重：它说明看了哪里，而不是为什么</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Show where the encoder looked</source>
        <translation>显示编码器看了哪里</translation>
    </message>
</context>
<context>
    <name>PicturePage</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Beside the picture: {share}</source>
        <translation>图片以外：{share}</translation>
    </message>
    <message>
        <source>What looks at {key}</source>
        <translation>看向{key}的有</translation>
    </message>
    <message>
        <source>{query} looks at</source>
        <translation>{query}看向</translation>
    </message>
    <message>
        <source>All together look at</source>
        <translation>全体平均看向</translation>
    </message>
    <message>
        <source>Spread evenly over {many} places, each would get {share}.</source>
        <translation>若平均分给 {many} 处，每处为 {share}。</translation>
    </message>
    <message>
        <source>Point at a patch; click to pin it and read off a second one.</source>
        <translation>指向一个图块；单击可固定它，再读出与另一块之间的数值。</translation>
    </message>
    <message>
        <source>Point at a word to see where it looks, or at a patch to see which words look at it.</source>
        <translation>指向一个词，看它看向哪里；指向一个图块，看哪些词在看它。</translation>
    </message>
    <message>
        <source>row {row}, column {column}</source>
        <translation>第 {row} 行第 {column} 列</translation>
    </message>
    <message>
        <source>“{word}”</source>
        <translation>“{word}”</translation>
    </message>
    <message>
        <source>How the weights are drawn</source>
        <translation>权重的画法</translation>
    </message>
    <message>
        <source>Colours over the picture, lines of equal weight, or the rest of it darkened</source>
        <translation>图上着色、等权重线，或将其余部分变暗</translation>
    </message>
    <message>
        <source>What the brightest colour stands for</source>
        <translation>最亮的颜色代表什么</translation>
    </message>
    <message>
        <source>What the colours stand for</source>
        <translation>颜色的含义</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>How much the colours hide of the picture</source>
        <translation>颜色遮住图片的程度</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Off: the patches as they are</source>
        <translation>关闭：按原样显示图块</translation>
    </message>
    <message>
        <source>Looks at</source>
        <translation>看向</translation>
    </message>
    <message>
        <source>Point at a patch to see where it looks</source>
        <translation>指向一个图块，看它看向哪里</translation>
    </message>
    <message>
        <source>Is looked at</source>
        <translation>被看</translation>
    </message>
    <message>
        <source>Point at a patch to see what looks at it</source>
        <translation>指向一个图块，看谁在看它</translation>
    </message>
    <message>
        <source>Words that look</source>
        <translation>发出注意的词</translation>
    </message>
    <message>
        <source>Tokens beside the picture</source>
        <translation>图片以外的词元</translation>
    </message>
    <message>
        <source>Picture with weights</source>
        <translation>带权重的图片</translation>
    </message>
</context>
<context>
    <name>PictureSection</name>
    <message>
        <source>Looking… {share} %</source>
        <translation>正在看… {share} %</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在看…</translation>
    </message>
    <message>
        <source>Open, drop or paste a picture.</source>
        <translation>打开、拖入或粘贴一张图片。</translation>
    </message>
    <message>
        <source>Photo with the map: + and − zoom, 0 shows all of it, arrows move it</source>
        <translation>叠有图的照片：+ 和 − 缩放，0 显示整张，方向键移动</translation>
    </message>
    <message>
        <source>Plain photo</source>
        <translation>原照片</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>显示整张照片</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>{name} is not there or is no file.</source>
        <translation>{name} 不存在或不是文件。</translation>
    </message>
    <message>
        <source>{name} cannot be read: {why}.</source>
        <translation>无法读取 {name}：{why}。</translation>
    </message>
    <message>
        <source>You are not allowed to read {name}.</source>
        <translation>没有读取 {name} 的权限。</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name} 是空文件。</translation>
    </message>
    <message>
        <source>{name} is not a picture that can be read.</source>
        <translation>{name} 不是可读取的图片。</translation>
    </message>
    <message>
        <source>{name} is damaged or cut off.</source>
        <translation>{name} 已损坏或不完整。</translation>
    </message>
    <message>
        <source>{name} is too large: {width} × {height} pixels; up to 16384 a side and 100 million altogether can be read.</source>
        <translation>{name} 太大：{width} × {height} 像素；每边至多 16384 像素，总共至多 1 亿像素。</translation>
    </message>
    <message>
        <source>{name} is only {width} × {height} pixels: too small to see anything in it.</source>
        <translation>{name} 只有 {width} × {height} 像素：太小，什么也看不出。</translation>
    </message>
    <message>
        <source>{name} is a {kind} picture, which attnviz does not read: save it as JPEG or PNG first.</source>
        <translation>{name} 是 {kind} 图片，attnviz 不能读取：请先另存为 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>{name} takes {needed} MB to be read, more than the {most} MB allowed: save it smaller first.</source>
        <translation>读取 {name} 需要 {needed} MB 内存，超过允许的 {most} MB：请先缩小后另存。</translation>
    </message>
    <message>
        <source>{name} has more than {most} MB.</source>
        <translation>{name} 大于 {most} MB。</translation>
    </message>
    <message>
        <source>{name} is no text that can be read: save it as UTF-8 first.</source>
        <translation>{name} 不是可读取的文本：请先另存为 UTF-8。</translation>
    </message>
    <message>
        <source>{name} has more than {most} kB of text.</source>
        <translation>{name} 的文本超过 {most} kB。</translation>
    </message>
    <message>
        <source>{name} is a picture, no text: open it in Look.</source>
        <translation>{name} 是图片，不是文本：请在“看图”中打开。</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>剪贴板上没有图片。</translation>
    </message>
    <message>
        <source>What was dropped is no picture.</source>
        <translation>拖入的内容不是图片。</translation>
    </message>
</context>
<context>
    <name>PicturesPanel</name>
    <message>
        <source>Squared error a value: {error}</source>
        <translation>每个值的平方误差：{error}</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Picture to look at</source>
        <translation>要看的图片</translation>
    </message>
    <message>
        <source>Held-out picture</source>
        <translation>留出图片</translation>
    </message>
    <message>
        <source> of {count}</source>
        <translation> / {count}</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>The gate, as it is</source>
        <translation>门控，原模型</translation>
    </message>
    <message>
        <source>The gate, {name}</source>
        <translation>门控，{name}</translation>
    </message>
    <message>
        <source>Difference of the gates</source>
        <translation>门控之差</translation>
    </message>
    <message>
        <source>Reconstruction, as it is</source>
        <translation>重构，原模型</translation>
    </message>
    <message>
        <source>Reconstruction, {name}</source>
        <translation>重构，{name}</translation>
    </message>
    <message>
        <source>Difference of the reconstructions</source>
        <translation>重构之差</translation>
    </message>
    <message>
        <source>Compressed less original: orange is more, blue is less, full colour from ±{full} on; largest here {most}</source>
        <translation>压缩后减原模型：橙色偏大，蓝色偏小，达到 ±{full} 时颜色最深；此处最大为 {most}</translation>
    </message>
</context>
<context>
    <name>PieceChips</name>
    <message>
        <source>Piece {}</source>
        <translation>词片 {}</translation>
    </message>
</context>
<context>
    <name>Playground</name>
    <message>
        <source>dot</source>
        <translation>点积</translation>
    </message>
    <message>
        <source>scaled dot</source>
        <translation>缩放点积</translation>
    </message>
    <message>
        <source>general</source>
        <translation>双线性 (general)</translation>
    </message>
    <message>
        <source>additive</source>
        <translation>加性</translation>
    </message>
    <message>
        <source>concat</source>
        <translation>拼接 (concat)</translation>
    </message>
    <message>
        <source>perceptron</source>
        <translation>感知机</translation>
    </message>
    <message>
        <source>the model&apos;s own</source>
        <translation>模型自己的</translation>
    </message>
    <message>
        <source>no attention</source>
        <translation>无注意力</translation>
    </message>
    <message>
        <source>Query, projected</source>
        <translation>投影后的查询</translation>
    </message>
    <message>
        <source>Keys, projected</source>
        <translation>投影后的键</translation>
    </message>
    <message>
        <source>Hidden layer</source>
        <translation>隐藏层</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Scaled</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Masked</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weighted values</source>
        <translation>加权的值</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文向量</translation>
    </message>
    <message>
        <source>Each query is multiplied by a matrix, so that it can be compared with keys of another kind.</source>
        <translation>每个查询乘以一个矩阵，从而能与另一种键比较。</translation>
    </message>
    <message>
        <source>Each key is multiplied by a matrix. No query changes this, so a model does it once a sentence.</source>
        <translation>每个键乘以一个矩阵。这与查询无关，因此模型对每个句子只算一次。</translation>
    </message>
    <message>
        <source>The chosen query meets every key: their sums go through a bent function, one number a column.</source>
        <translation>所选查询与每个键相遇：二者之和逐列通过一个弯曲的函数。</translation>
    </message>
    <message>
        <source>How well each query (row) fits each key (column). Any size, any sign; larger fits better.</source>
        <translation>每个查询（行）与每个键（列）的匹配程度。大小和正负不限；越大越匹配。</translation>
    </message>
    <message>
        <source>The scores are divided by √d, because products of longer vectors are larger, and by the temperature. A small temperature makes one weight win, a large one makes all alike.</source>
        <translation>得分除以 √d（向量越长，乘积越大），再除以温度。温度低时一个权重独大，温度高时各权重趋于相同。</translation>
    </message>
    <message>
        <source>Pairs that must not meet get −∞: words after this one (causal) or filling (padding). Click a cell to hide it or show it again.</source>
        <translation>不允许相遇的一对得到 −∞：这个词之后的词（因果掩码）或填充（填充掩码）。点击格子可将其隐藏或重新显示。</translation>
    </message>
    <message>
        <source>The softmax turns each row into shares that sum to 1. e to the power of −∞ is 0: hidden pairs get nothing.</source>
        <translation>softmax 把每一行变成总和为 1 的份额。e 的 −∞ 次方为 0：隐藏的一对什么也得不到。</translation>
    </message>
    <message>
        <source>Each value is multiplied by the weight that the chosen query gives it. Click a row&apos;s name to choose a query.</source>
        <translation>每个值乘以所选查询给它的权重。点击行名可选择查询。</translation>
    </message>
    <message>
        <source>The sum of the weighted values: what each query takes away from the whole. This is the output of attention.</source>
        <translation>加权的值之和：每个查询从整体中取走的内容。这就是注意力的输出。</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>“{text}” is not a number. The old number stays.</source>
        <translation>“{text}”不是数。保留原来的数。</translation>
    </message>
    <message>
        <source>NaN is not a number to compute with. The old number stays.</source>
        <translation>NaN 不能参与计算。保留原来的数。</translation>
    </message>
    <message>
        <source>Infinity is not a number to compute with. The old number stays.</source>
        <translation>无穷大不能参与计算。保留原来的数。</translation>
    </message>
    <message>
        <source>That number is too large for these tables: take one between −1,000,000 and 1,000,000.</source>
        <translation>这个数对表格来说太大：请取 −1,000,000 到 1,000,000 之间的数。</translation>
    </message>
    <message>
        <source>The clipboard holds no table of numbers.</source>
        <translation>剪贴板中没有数值表格。</translation>
    </message>
    <message>
        <source>Row {row} of the pasted table has {given} cells, the first row has {needed}. Nothing was changed.</source>
        <translation>粘贴的表格第 {row} 行有 {given} 个格子，而第一行有 {needed} 个。未作任何更改。</translation>
    </message>
    <message>
        <source>A table of {rows} × {columns} does not fit here: 1 to 12 rows and 1 to 16 columns.</source>
        <translation>{rows} × {columns} 的表格放不下：行数应为 1 到 12，列数应为 1 到 16。</translation>
    </message>
    <message>
        <source>This table needs {needed} columns; the pasted one has {given}. Change the width above or the table.</source>
        <translation>此表需要 {needed} 列；粘贴的有 {given} 列。请修改上方的宽度或表格。</translation>
    </message>
    <message>
        <source>This table needs {needed} rows; the pasted one has {given}. Change the number of rows above or the table.</source>
        <translation>此表需要 {needed} 行；粘贴的有 {given} 行。请修改上方的行数或表格。</translation>
    </message>
    <message>
        <source>The mask hides everything from query {rows}: a softmax of nothing has no shares, so its weights and context are 0.</source>
        <translation>掩码对查询 {rows} 隐藏了一切：对空集做 softmax 没有份额，因此其权重和上下文向量为 0。</translation>
    </message>
    <message>
        <source>These numbers grew too large to compute with: make some of them smaller.</source>
        <translation>这些数大到无法计算：请把其中一些改小。</translation>
    </message>
    <message>
        <source>This example needs a model that is not installed ({file}).</source>
        <translation>此示例需要未安装的模型（{file}）。</translation>
    </message>
    <message>
        <source>This example needs a trained translator, and none is installed.</source>
        <translation>此示例需要训练好的翻译模型，而目前没有安装。</translation>
    </message>
    <message>
        <source>That is {tokens} pieces; tables of at most {limit} rows can be read. Take a shorter sentence.</source>
        <translation>共有 {tokens} 个词片；表格最多 {limit} 行才看得清。请用更短的句子。</translation>
    </message>
    <message>
        <source>This model has no attention to show.</source>
        <translation>此模型没有可显示的注意力。</translation>
    </message>
    <message>
        <source>There are no pairs: write one a line, with a tab (or =) between the two sides.</source>
        <translation>没有句对：请每行写一对，两边之间用制表符（或 =）隔开。</translation>
    </message>
    <message>
        <source>Line {line} has one column: each line needs two sides with a tab (or =) between them.</source>
        <translation>第 {line} 行只有一列：每行需要两边，中间用制表符（或 =）隔开。</translation>
    </message>
    <message>
        <source>Line {line} is longer than {limit} letters; a small model learns shorter ones.</source>
        <translation>第 {line} 行超过 {limit} 个字母；小模型适合学较短的。</translation>
    </message>
    <message>
        <source>These are {given} pairs; at most {limit} are taken.</source>
        <translation>共有 {given} 对；最多取 {limit} 对。</translation>
    </message>
    <message>
        <source>The loss has blown up: the learning rate is too high. Training has stopped and the curves are kept; take a smaller rate and start again.</source>
        <translation>损失已经失控:学习率太大。训练已停止,曲线保留;请换一个较小的学习率重新开始。</translation>
    </message>
    <message>
        <source>This network&apos;s numbers have blown up and are of no use: it was not saved.</source>
        <translation>这个网络的数值已经失控,没有用处:没有保存。</translation>
    </message>
    <message>
        <source>{model} was not trained here, so it cannot go on training here.</source>
        <translation>{model} 不是在这里训练的,不能在这里继续训练。</translation>
    </message>
    <message>
        <source>Learned positions need a trained Transformer: none is installed. Train one live and come back.</source>
        <translation>学习得到的位置需要训练好的 Transformer：目前没有安装。请先实时训练一个再回来。</translation>
    </message>
    <message>
        <source>Rotary positions turn pairs of columns: take an even width.</source>
        <translation>旋转位置编码成对转动各列：请取偶数宽度。</translation>
    </message>
    <message>
        <source>That training run is gone. Press Reset to begin again.</source>
        <translation>那次训练已不存在。按“重置”重新开始。</translation>
    </message>
    <message>
        <source>It could not be saved: {why}</source>
        <translation>未能保存：{why}</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Weight vector</source>
        <translation>权重向量</translation>
    </message>
    <message>
        <source>Weight matrix</source>
        <translation>权重矩阵</translation>
    </message>
    <message>
        <source>Playground</source>
        <translation>实验场</translation>
    </message>
    <message>
        <source>Multi-head</source>
        <translation>多头</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Recurrent decoder</source>
        <translation>循环解码器</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>逐步计算</translation>
    </message>
    <message>
        <source>Train live</source>
        <translation>实时训练</translation>
    </message>
</context>
<context>
    <name>PlaygroundPane</name>
    <message>
        <source>Sections of the Playground</source>
        <translation>实验场的各部分</translation>
    </message>
</context>
<context>
    <name>PositionsPage</name>
    <message>
        <source>Source side</source>
        <translation>原文一侧</translation>
    </message>
    <message>
        <source>Target side</source>
        <translation>译文一侧</translation>
    </message>
    <message>
        <source>Side of the model</source>
        <translation>模型的哪一侧</translation>
    </message>
    <message>
        <source>dimension </source>
        <translation>维度 </translation>
    </message>
    <message>
        <source>Dimension whose wave is drawn</source>
        <translation>画出其波形的维度</translation>
    </message>
    <message>
        <source>Table: a row for each place</source>
        <translation>表：每个位置一行</translation>
    </message>
    <message>
        <source>One dimension</source>
        <translation>一个维度</translation>
    </message>
    <message>
        <source>Similarity of any two places</source>
        <translation>任意两个位置的相似度</translation>
    </message>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>dimensions</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Point at a cell to read its number.</source>
        <translation>指向一个格子即可读出数值。</translation>
    </message>
    <message>
        <source>dimension {}</source>
        <translation>维度 {}</translation>
    </message>
    <message>
        <source>position {p}, dimension {d}: {number}</source>
        <translation>位置 {p}，维度 {d}：{number}</translation>
    </message>
    <message>
        <source>positions {p} and {q}: cosine {number}</source>
        <translation>位置 {p} 与 {q}：余弦 {number}</translation>
    </message>
    <message>
        <source>Sine and cosine waves of increasing length, added to each word&apos;s vector: no two places look alike, and near places look similar. The word vectors themselves have a mean length of {length}.</source>
        <translation>波长递增的正弦和余弦，加到每个词的向量上：没有两个位置相同，相近的位置相似。词向量本身的平均长度为 {length}。</translation>
    </message>
    <message>
        <source>A table that was trained with everything else, added to each word&apos;s vector. The word vectors themselves have a mean length of {length}.</source>
        <translation>一张与其他参数一起训练的表，加到每个词的向量上。词向量本身的平均长度为 {length}。</translation>
    </message>
    <message>
        <source>This model adds no positions.</source>
        <translation>这个模型不加位置编码。</translation>
    </message>
</context>
<context>
    <name>PositionsSection</name>
    <message>
        <source>columns {a}, {b}</source>
        <translation>列 {a}、{b}</translation>
    </message>
    <message>
        <source>position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>distance from position {p}</source>
        <translation>到位置 {p} 的距离</translation>
    </message>
    <message>
        <source>The words stand in their order. Shuffle them.</source>
        <translation>各词按原来的顺序排列。请打乱它们。</translation>
    </message>
    <message>
        <source>Order-blind: the shuffled words get the same outputs, only in the new order (largest difference 0).</source>
        <translation>不辨顺序：打乱后的词得到相同的输出，只是顺序变了（最大差为 0）。</translation>
    </message>
    <message>
        <source>The order matters: the same word gets another output in another place (largest difference {x}).</source>
        <translation>顺序有影响：同一个词在别的位置得到不同的输出（最大差为 {x}）。</translation>
    </message>
    <message>
        <source>sinusoidal</source>
        <translation>正弦</translation>
    </message>
    <message>
        <source>rotary</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>learned</source>
        <translation>学习得到</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Width d</source>
        <translation>宽度 d</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>底数</translation>
    </message>
    <message>
        <source>Shuffle the words</source>
        <translation>打乱词序</translation>
    </message>
    <message>
        <source>Restore order</source>
        <translation>恢复顺序</translation>
    </message>
    <message>
        <source>Weights, words in order</source>
        <translation>权重，词序正常</translation>
    </message>
    <message>
        <source>Weights, words shuffled</source>
        <translation>权重，词序打乱</translation>
    </message>
    <message>
        <source>Output, in order</source>
        <translation>输出，词序正常</translation>
    </message>
    <message>
        <source>Output, shuffled</source>
        <translation>输出，词序打乱</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Waves</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>Similarity of any two</source>
        <translation>任意两个位置的相似度</translation>
    </message>
    <message>
        <source>Similarity by distance</source>
        <translation>相似度随距离的变化</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Point at the matrix or the similarities to read a number.</source>
        <translation>指向矩阵或相似度即可读数。</translation>
    </message>
    <message>
        <source>a small Transformer that learned to reverse twelve letters</source>
        <translation>一个学会把十二个字母倒序的小 Transformer</translation>
    </message>
    <message>
        <source>Each pair of columns is a sine and a cosine; each pair turns slower than the one before. Near positions get similar rows, and how similar two rows are depends only on their distance.</source>
        <translation>每两列是一对正弦和余弦；每一对都比前一对转得慢。相近的位置得到相似的行，两行有多相似只取决于它们的距离。</translation>
    </message>
    <message>
        <source>Nothing is added: queries and keys are turned, each pair of columns by an angle that grows with the position. The product of a turned query and a turned key depends only on how far apart they stand.</source>
        <translation>不加任何东西：查询和键被旋转，每两列转过的角度随位置增大。旋转后的查询与键的乘积只取决于两者相距多远。</translation>
    </message>
    <message>
        <source>A table of numbers, trained with everything else. Here: the positions of {model}.</source>
        <translation>一张与其他参数一起训练的数表。这里是 {model} 的位置。</translation>
    </message>
    <message>
        <source>Without positions attention sees a bag of words. Shuffle them: the outputs are shuffled the same way, and nothing else changes.</source>
        <translation>没有位置，注意力看到的只是一袋词。打乱它们：输出以同样的方式被打乱，此外什么都不变。</translation>
    </message>
    <message>
        <source>Attention adds up over words, and a sum knows no order. So each word is told where it stands. Switch positions off and shuffle: “the dog bites a man” and “a man bites the dog” become one.</source>
        <translation>注意力对各词求和，而求和不分顺序。因此要告诉每个词它在哪里。关闭位置并打乱：“狗咬人”和“人咬狗”就成了一回事。</translation>
    </message>
    <message>
        <source>Where a word stands</source>
        <translation>词在哪里</translation>
    </message>
</context>
<context>
    <name>Quality</name>
    <message>
        <source>very good</source>
        <translation>很好</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>understandable</source>
        <translation>可以看懂</translation>
    </message>
    <message>
        <source>the gist</source>
        <translation>大意可懂</translation>
    </message>
    <message>
        <source>rough</source>
        <translation>粗糙</translation>
    </message>
    <message>
        <source>{word}, BLEU {value}</source>
        <translation>{word}，BLEU {value}</translation>
    </message>
</context>
<context>
    <name>QualityPanel</name>
    <message>
        <source>{name}: {size} MB, {measure} {quality}</source>
        <translation>{name}：{size} MB，{measure} {quality}</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>{size} MB, {share} % of {whole} MB</source>
        <translation>{size} MB，为 {whole} MB 的 {share} %</translation>
    </message>
    <message>
        <source>{bleu}, {change} against {whole}</source>
        <translation>{bleu}，与 {whole} 相比 {change}</translation>
    </message>
    <message>
        <source>Finding out which heads are missed least: {share} %</source>
        <translation>正在找出最不重要的头：{share} %</translation>
    </message>
    <message>
        <source>Measuring {name}: {share} %</source>
        <translation>正在测量 {name}：{share} %</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>测量完成</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>How far measuring is</source>
        <translation>测量进度</translation>
    </message>
    <message>
        <source>Size against quality</source>
        <translation>大小与质量</translation>
    </message>
    <message>
        <source>Curve of size against quality</source>
        <translation>大小与质量的曲线</translation>
    </message>
    <message>
        <source>megabytes</source>
        <translation>兆字节</translation>
    </message>
    <message>
        <source>Measure all bits</source>
        <translation>测量所有位数</translation>
    </message>
</context>
<context>
    <name>ReadActions</name>
    <message>
        <source>Next head</source>
        <translation>下一个头</translation>
    </message>
    <message>
        <source>Previous head</source>
        <translation>上一个头</translation>
    </message>
    <message>
        <source>Measure the effect of every head</source>
        <translation>测量每个头的影响</translation>
    </message>
    <message>
        <source>Table of all heads</source>
        <translation>所有注意力头的表格</translation>
    </message>
    <message>
        <source>Test this map</source>
        <translation>检验这张图</translation>
    </message>
    <message>
        <source>Switch every head on</source>
        <translation>打开所有头</translation>
    </message>
</context>
<context>
    <name>ReadPane</name>
    <message>
        <source>Sections of the Read pane</source>
        <translation>“阅读”的各部分</translation>
    </message>
    <message>
        <source>reads English</source>
        <translation>只读英文</translation>
    </message>
    <message>
        <source>These models learned from English texts alone</source>
        <translation>这些模型只用英文文本训练</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅读</translation>
    </message>
</context>
<context>
    <name>ReadTexts</name>
    <message>
        <source>Answer</source>
        <translation>问答</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>句法树</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>填空</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Passage</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>Paste or type a passage: the answer is looked for there.</source>
        <translation>请粘贴或输入一段文字：答案在其中寻找。</translation>
    </message>
    <message>
        <source>Type a question about the passage.</source>
        <translation>请输入一个关于这段文字的问题。</translation>
    </message>
    <message>
        <source>Type or paste a text to read.</source>
        <translation>请输入或粘贴要阅读的文本。</translation>
    </message>
    <message>
        <source>Type what you are looking for.</source>
        <translation>请输入要查找的内容。</translation>
    </message>
    <message>
        <source>There are no texts to search: paste some, a line each.</source>
        <translation>没有可检索的文本：请粘贴，每行一条。</translation>
    </message>
    <message>
        <source>There are no letters in it, so there is nothing to read.</source>
        <translation>其中没有字母，没有可读的内容。</translation>
    </message>
    <message>
        <source>This model reads English; most of this text is in another script.</source>
        <translation>该模型只读英文；这段文本大部分是其他文字。</translation>
    </message>
    <message>
        <source>The text has {given} words; at most {most} can be read at once.</source>
        <translation>文本有 {given} 个词；一次最多能读 {most} 个。</translation>
    </message>
    <message>
        <source>These are {given} texts; at most {most} can be searched.</source>
        <translation>共有 {given} 条文本；最多能检索 {most} 条。</translation>
    </message>
    <message>
        <source>There is no blank: type ___ or click a word.</source>
        <translation>没有空格：输入 ___ 或点击一个词。</translation>
    </message>
    <message>
        <source>There is nothing around the blanks that could say what belongs there.</source>
        <translation>空格周围没有内容，无法判断应填什么。</translation>
    </message>
    <message>
        <source>There are {given} blanks; at most {most} can be filled.</source>
        <translation>有 {given} 个空格；最多能填 {most} 个。</translation>
    </message>
    <message>
        <source>Every sentence is hidden: show one again.</source>
        <translation>所有句子都隐藏了：请重新显示一句。</translation>
    </message>
    <message>
        <source>The map belongs to another text; check again.</source>
        <translation>这张图属于另一段文本；请重新检验。</translation>
    </message>
    <message>
        <source>There is only one word that could be hidden, so there is nothing to compare.</source>
        <translation>可以隐藏的词只有一个，无从比较。</translation>
    </message>
    <message>
        <source>There is no answer to measure.</source>
        <translation>没有可以测量的答案。</translation>
    </message>
    <message>
        <source>There is no title by this model to measure.</source>
        <translation>没有由该模型给出、可以测量的标题。</translation>
    </message>
    <message>
        <source>The model of this section is not installed: {file} is in no folder of models.</source>
        <translation>这一栏所需的模型没有安装：各模型文件夹中都没有 {file}。</translation>
    </message>
    <message>
        <source>The passage is long: it is read in {windows} windows of {tokens} pieces, each with the question, and all answers compete; the maps are those of window {shown}, which has the best.</source>
        <translation>段落较长：分为 {windows} 个窗口阅读，每个窗口 {tokens} 个词片，均与问题一同阅读，所有答案相互竞争；注意力图来自第 {shown} 个窗口，其中的答案最佳。</translation>
    </message>
    <message>
        <source>Hidden sentences are not read: {count}.</source>
        <translation>有 {count} 个句子被隐藏，不会读取。</translation>
    </message>
    <message>
        <source>Only the first {shown} of {given} words are read.</source>
        <translation>共 {given} 个词，只读前 {shown} 个。</translation>
    </message>
    <message>
        <source>The title was cut off after {tokens} pieces: it has no end.</source>
        <translation>标题写了 {tokens} 个子词后被截断，没有结尾。</translation>
    </message>
    <message>
        <source>All heads that look at the text are off: the title is written without it.</source>
        <translation>看原文的头全部关闭：标题是在看不到原文的情况下写出的。</translation>
    </message>
    <message>
        <source>All heads are off.</source>
        <translation>所有头都已关闭。</translation>
    </message>
    <message>
        <source>{count} control characters are passed over.</source>
        <translation>略过了 {count} 个控制字符。</translation>
    </message>
    <message>
        <source>Characters that the model does not know: {characters}</source>
        <translation>模型不认识的字符：{characters}</translation>
    </message>
    <message>
        <source>This model reads English; words in another script are only guessed at.</source>
        <translation>该模型只读英文；其他文字的词只能猜测。</translation>
    </message>
    <message>
        <source>Only the first sentence is taken apart.</source>
        <translation>只分析第一句。</translation>
    </message>
    <message>
        <source>Of long texts the first {tokens} pieces are read: {count} of them are longer.</source>
        <translation>长文本只读前 {tokens} 个词片：其中 {count} 条更长。</translation>
    </message>
    <message>
        <source>Pieces joined to words: summed over what is looked at, averaged over what looks</source>
        <translation>把词片合并成词：对被看的一侧求和，对看的一侧取平均</translation>
    </message>
    <message>
        <source>Draw only this many of the strongest lines of each word</source>
        <translation>每个词只画这么多条最强的线</translation>
    </message>
    <message>
        <source>Hide [CLS] and [SEP]</source>
        <translation>隐藏 [CLS] 和 [SEP]</translation>
    </message>
    <message>
        <source>Leave out the marks before, between and after the texts; the caption tells how much they held</source>
        <translation>略去文本之前、之间和之后的标记；说明文字给出它们占了多少</translation>
    </message>
    <message>
        <source>The chosen heads; the answer follows at once (key O in the grid)</source>
        <translation>所选的头；答案立即随之改变（网格中按 O 键）</translation>
    </message>
    <message>
        <source>Switch off one head after another and measure how much less probable the answer becomes</source>
        <translation>逐个关闭注意力头，测量答案的概率降低多少</translation>
    </message>
    <message>
        <source>self-attention</source>
        <translation>自注意力</translation>
    </message>
    <message>
        <source>All words</source>
        <translation>所有词</translation>
    </message>
    <message>
        <source>Every word looks at every word of what is read</source>
        <translation>所读文本中每个词都看每个词</translation>
    </message>
    <message>
        <source>Each row is a word that looks; the brighter a cell, the more it looks at that word.</source>
        <translation>每行是一个在看的词；格子越亮，它看那个词越多。</translation>
    </message>
    <message>
        <source>The wider a line, the more the upper word looks at the lower.</source>
        <translation>线越宽，上面的词看下面的词越多。</translation>
    </message>
    <message>
        <source>How much each word may hold of each other after all layers, if heads are averaged and all else is left out: an approximation (Abnar &amp; Zuidema 2020).</source>
        <translation>若对各头取平均并忽略其他部分，经过所有层之后每个词可能含有其他词的多少：这是一种近似（Abnar &amp; Zuidema 2020）。</translation>
    </message>
    <message>
        <source>What they look at elsewhere is left out, the rest scaled to 1.</source>
        <translation>看向别处的部分略去，其余缩放为 1。</translation>
    </message>
    <message>
        <source>question looks at passage</source>
        <translation>问题看段落</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Where the words of the question look in the passage</source>
        <translation>问题中的词看段落的哪里</translation>
    </message>
    <message>
        <source>The deeper the colour, the more the question looks at a word; point at one of its words to see that one alone.</source>
        <translation>颜色越深，问题看这个词越多；指向问题中的一个词，可单独查看它。</translation>
    </message>
    <message>
        <source>Rows are words of the question, columns words of the passage.</source>
        <translation>行是问题的词，列是段落的词。</translation>
    </message>
    <message>
        <source>The wider a line, the more a word of the question looks there.</source>
        <translation>线越宽，问题的词看那里越多。</translation>
    </message>
    <message>
        <source>passage looks at question</source>
        <translation>段落看问题</translation>
    </message>
    <message>
        <source>Where the words of the passage look in the question</source>
        <translation>段落中的词看问题的哪里</translation>
    </message>
    <message>
        <source>Point at a word of the question: the deeper the colour, the more a word of the passage looks at it.</source>
        <translation>指向问题中的一个词：颜色越深，段落中的词看它越多。</translation>
    </message>
    <message>
        <source>Rows are words of the passage, columns words of the question.</source>
        <translation>行是段落的词，列是问题的词。</translation>
    </message>
    <message>
        <source>The wider a line, the more a word of the passage looks there.</source>
        <translation>线越宽，段落的词看那里越多。</translation>
    </message>
    <message>
        <source>biaffine attention: each word looks at its head</source>
        <translation>双仿射注意力：每个词看它的中心词</translation>
    </message>
    <message>
        <source>Heads of words</source>
        <translation>中心词</translation>
    </message>
    <message>
        <source>The matrix that the tree is read from: each row is a word, its sum is 1</source>
        <translation>句法树由这个矩阵读出：每行是一个词，和为 1</translation>
    </message>
    <message>
        <source>Each row is a word; the brighter a cell, the more probable that word as its head (ROOT: it has none).</source>
        <translation>每行是一个词；格子越亮，那个词越可能是它的中心词（ROOT：没有中心词）。</translation>
    </message>
    <message>
        <source>The wider a line, the more probable the lower word as the head.</source>
        <translation>线越宽，下面的词越可能是中心词。</translation>
    </message>
    <message>
        <source>each verb looks at the words of its roles</source>
        <translation>每个动词看担任其角色的词</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>How probable it is that a word plays any role in what a verb says</source>
        <translation>一个词在动词所述事件中担任某个角色的概率有多大</translation>
    </message>
    <message>
        <source>Each row is a verb; the brighter a cell, the more probable that this word plays a role in what it says, as a share of its row.</source>
        <translation>每一行是一个动词；格子越亮，这个词在它所述事件中担任角色的概率越大（按行归一化）。</translation>
    </message>
    <message>
        <source>The wider a line, the more probable that the lower word plays a role of the verb.</source>
        <translation>线越粗，下方的词担任该动词某个角色的概率越大。</translation>
    </message>
    <message>
        <source>words of the query and of the text</source>
        <translation>查询的词与文本的词</translation>
    </message>
    <message>
        <source>Rows are words of the query; each row is the softmax of its likeness to the words of the text.</source>
        <translation>行是查询的词；每行是它与文本各词相似度的 softmax。</translation>
    </message>
    <message>
        <source>The wider a line, the more a word of the query is like that word of the text.</source>
        <translation>线越宽，查询的词与文本的那个词越相似。</translation>
    </message>
    <message>
        <source>adjective</source>
        <translation>形容词</translation>
    </message>
    <message>
        <source>preposition</source>
        <translation>介词</translation>
    </message>
    <message>
        <source>adverb</source>
        <translation>副词</translation>
    </message>
    <message>
        <source>auxiliary verb</source>
        <translation>助动词</translation>
    </message>
    <message>
        <source>coordinating conjunction</source>
        <translation>并列连词</translation>
    </message>
    <message>
        <source>determiner</source>
        <translation>限定词</translation>
    </message>
    <message>
        <source>interjection</source>
        <translation>感叹词</translation>
    </message>
    <message>
        <source>noun</source>
        <translation>名词</translation>
    </message>
    <message>
        <source>numeral</source>
        <translation>数词</translation>
    </message>
    <message>
        <source>particle</source>
        <translation>小品词</translation>
    </message>
    <message>
        <source>pronoun</source>
        <translation>代词</translation>
    </message>
    <message>
        <source>proper noun</source>
        <translation>专有名词</translation>
    </message>
    <message>
        <source>punctuation</source>
        <translation>标点</translation>
    </message>
    <message>
        <source>subordinating conjunction</source>
        <translation>从属连词</translation>
    </message>
    <message>
        <source>symbol</source>
        <translation>符号</translation>
    </message>
    <message>
        <source>verb</source>
        <translation>动词</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>the root of the sentence</source>
        <translation>句子的根</translation>
    </message>
    <message>
        <source>subject</source>
        <translation>主语</translation>
    </message>
    <message>
        <source>clause as subject</source>
        <translation>主语从句</translation>
    </message>
    <message>
        <source>object</source>
        <translation>宾语</translation>
    </message>
    <message>
        <source>indirect object</source>
        <translation>间接宾语</translation>
    </message>
    <message>
        <source>circumstance (oblique)</source>
        <translation>斜格成分（状语）</translation>
    </message>
    <message>
        <source>clause as complement</source>
        <translation>补语从句</translation>
    </message>
    <message>
        <source>open complement</source>
        <translation>开放补语</translation>
    </message>
    <message>
        <source>adverbial clause</source>
        <translation>状语从句</translation>
    </message>
    <message>
        <source>adverb of</source>
        <translation>副词修饰语</translation>
    </message>
    <message>
        <source>adjective of</source>
        <translation>形容词修饰语</translation>
    </message>
    <message>
        <source>noun that modifies</source>
        <translation>名词修饰语</translation>
    </message>
    <message>
        <source>clause that modifies a noun</source>
        <translation>定语从句</translation>
    </message>
    <message>
        <source>determiner of</source>
        <translation>限定词</translation>
    </message>
    <message>
        <source>case mark, such as a preposition</source>
        <translation>格标记，如介词</translation>
    </message>
    <message>
        <source>mark of a clause</source>
        <translation>从句标记</translation>
    </message>
    <message>
        <source>auxiliary of</source>
        <translation>助动词</translation>
    </message>
    <message>
        <source>copula</source>
        <translation>系词</translation>
    </message>
    <message>
        <source>conjunction before</source>
        <translation>连词</translation>
    </message>
    <message>
        <source>joined to</source>
        <translation>并列成分</translation>
    </message>
    <message>
        <source>part of a compound</source>
        <translation>复合词的一部分</translation>
    </message>
    <message>
        <source>part of a name</source>
        <translation>名称的一部分</translation>
    </message>
    <message>
        <source>part of a fixed phrase</source>
        <translation>固定短语的一部分</translation>
    </message>
    <message>
        <source>apposition</source>
        <translation>同位语</translation>
    </message>
    <message>
        <source>number of</source>
        <translation>数量修饰语</translation>
    </message>
    <message>
        <source>expletive, a place holder</source>
        <translation>形式成分（占位）</translation>
    </message>
    <message>
        <source>person spoken to</source>
        <translation>呼语</translation>
    </message>
    <message>
        <source>discourse word</source>
        <translation>话语成分</translation>
    </message>
    <message>
        <source>sentence set beside</source>
        <translation>并置成分</translation>
    </message>
    <message>
        <source>entry of a list</source>
        <translation>列表项</translation>
    </message>
    <message>
        <source>dislocated part</source>
        <translation>移位成分</translation>
    </message>
    <message>
        <source>part of what was left out</source>
        <translation>省略后遗留的成分</translation>
    </message>
    <message>
        <source>part of a word written apart</source>
        <translation>被分开书写的词的一部分</translation>
    </message>
    <message>
        <source>slip that is corrected</source>
        <translation>被更正的口误</translation>
    </message>
    <message>
        <source>some dependency</source>
        <translation>未定的依存关系</translation>
    </message>
    <message>
        <source>the one who acts</source>
        <translation>施事</translation>
    </message>
    <message>
        <source>what is acted on</source>
        <translation>受事</translation>
    </message>
    <message>
        <source>to or for whom, with what</source>
        <translation>给谁、为谁或用什么</translation>
    </message>
    <message>
        <source>from where, with what</source>
        <translation>从哪里或用什么</translation>
    </message>
    <message>
        <source>to where</source>
        <translation>到哪里</translation>
    </message>
    <message>
        <source>another part</source>
        <translation>其他成分</translation>
    </message>
    <message>
        <source>the one who makes it happen</source>
        <translation>使动者</translation>
    </message>
    <message>
        <source>part of the verb</source>
        <translation>动词的一部分</translation>
    </message>
    <message>
        <source>when</source>
        <translation>何时</translation>
    </message>
    <message>
        <source>where</source>
        <translation>何处</translation>
    </message>
    <message>
        <source>in which direction</source>
        <translation>朝哪个方向</translation>
    </message>
    <message>
        <source>to what end</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>how</source>
        <translation>如何</translation>
    </message>
    <message>
        <source>how much</source>
        <translation>多少</translation>
    </message>
    <message>
        <source>why</source>
        <translation>为何</translation>
    </message>
    <message>
        <source>what for</source>
        <translation>为了什么</translation>
    </message>
    <message>
        <source>not</source>
        <translation>否定</translation>
    </message>
    <message>
        <source>whether it can, may or must be</source>
        <translation>能否、可否或必须</translation>
    </message>
    <message>
        <source>under which circumstances</source>
        <translation>在什么情况下</translation>
    </message>
    <message>
        <source>how it joins what was said</source>
        <translation>与上文的衔接</translation>
    </message>
    <message>
        <source>with whom</source>
        <translation>与谁一起</translation>
    </message>
    <message>
        <source>each other</source>
        <translation>相互</translation>
    </message>
    <message>
        <source>as what</source>
        <translation>作为什么</translation>
    </message>
    <message>
        <source>what a light verb is about</source>
        <translation>轻动词所指的事</translation>
    </message>
    <message>
        <source>its light verb</source>
        <translation>轻动词</translation>
    </message>
    <message>
        <source>a description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>part of a construction</source>
        <translation>构式的一部分</translation>
    </message>
    <message>
        <source>speech that is quoted</source>
        <translation>引语</translation>
    </message>
    <message>
        <source>{role}, continued</source>
        <translation>{role}（续）</translation>
    </message>
    <message>
        <source>word that stands for: {role}</source>
        <translation>指代词：{role}</translation>
    </message>
    <message>
        <source>Take apart</source>
        <translation>句法分析</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Each row is a word of the title; the brighter a cell, the more it was read from that word of the text.</source>
        <translation>每一行是标题中的一个词；格子越亮，表示写这个词时越多地读取了原文中的那个词。</translation>
    </message>
    <message>
        <source>The wider a line, the more a word of the title was read from there.</source>
        <translation>线越粗，标题中的词就越多地取自那里。</translation>
    </message>
    <message>
        <source>Each row is read at the step where its word went in.</source>
        <translation>每一行取自该词作为输入的那一步。</translation>
    </message>
    <message>
        <source>The deeper the colour, the more the title was read from a word; point at a word of the title to see that one alone.</source>
        <translation>颜色越深，标题就越多地取自那个词；指向标题中的某个词，只看它一个。</translation>
    </message>
    <message>
        <source>title looks at text</source>
        <translation>标题看原文</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Cross-attention: where the words of the title look in the text</source>
        <translation>交叉注意力：标题中的词看原文的哪里</translation>
    </message>
    <message>
        <source>Each row is a word about to be written; columns are the words written before it, after the mark [CLS].</source>
        <translation>每一行是将要写出的词；各列是标记 [CLS] 以及在它之前写出的词。</translation>
    </message>
    <message>
        <source>Each line joins a word about to be written to one written before it, or to the mark [CLS].</source>
        <translation>每条线把将要写出的词与之前写出的某个词或标记 [CLS] 连起来。</translation>
    </message>
    <message>
        <source>title looks back at itself</source>
        <translation>标题回看自身</translation>
    </message>
    <message>
        <source>Decoder self-attention: each word of the title looks at those written before</source>
        <translation>解码器自注意力：标题中的每个词看之前写出的词</translation>
    </message>
    <message>
        <source>Your title</source>
        <translation>你的标题</translation>
    </message>
    <message>
        <source>The whole title</source>
        <translation>整个标题</translation>
    </message>
    <message>
        <source>Word of the title</source>
        <translation>标题中的词</translation>
    </message>
    <message>
        <source>Word of the text</source>
        <translation>原文中的词</translation>
    </message>
    <message>
        <source>Word of the text, in the encoder</source>
        <translation>原文中的词（编码器内）</translation>
    </message>
    <message>
        <source>All words of the title together: {sum}.</source>
        <translation>标题中所有词合计：{sum}。</translation>
    </message>
    <message>
        <source>{percent} % of its probability comes from copying</source>
        <translation>其概率的 {percent} % 来自复制</translation>
    </message>
    <message>
        <source>A word of the title is written in one of two ways: chosen out of the vocabulary, or copied from the text. The model mixes both (pointer-generator, See et al. 2017): what is copied is what the heads of the last layer look at, on average. So where much is copied, the mean of that layer says where the word came from; elsewhere it only says where the model looked.</source>
        <translation>标题中的词有两种写法：从词表中选取，或从原文复制。模型把两者混合（指针生成网络，See 等 2017）：被复制的正是最后一层各头平均所看的内容。因此在复制很多的地方，这一层的平均说明词从哪里来；在别处，它只说明模型看了哪里。</translation>
    </message>
    <message>
        <source>The model&apos;s own title.</source>
        <translation>模型自己的标题。</translation>
    </message>
    <message>
        <source>Back to model&apos;s title</source>
        <translation>回到模型的标题</translation>
    </message>
    <message>
        <source>Back to the model&apos;s own title</source>
        <translation>回到模型自己的标题</translation>
    </message>
    <message>
        <source>{copied} of {words} words are copied from the text.</source>
        <translation>{words} 个词中有 {copied} 个是从原文复制的。</translation>
    </message>
    <message>
        <source>the answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Hides the words it points at, and as many others, and compares what the answer loses. Words of the answer itself are never hidden.</source>
        <translation>隐藏它所指的词，再隐藏同样多的其他词，比较答案各损失多少。答案本身的词从不隐藏。</translation>
    </message>
    <message>
        <source>Check whether the answer depends on the words this map points at</source>
        <translation>检验答案是否真的依赖这张图所指的词</translation>
    </message>
    <message>
        <source>the filling</source>
        <translation>所填的词</translation>
    </message>
    <message>
        <source>Hides the words that the blank points at, and as many others, and compares what the likeliest word loses.</source>
        <translation>隐藏空格所指的词，再隐藏同样多的其他词，比较最可能的词各损失多少。</translation>
    </message>
    <message>
        <source>Check whether the filling depends on the words this map points at</source>
        <translation>检验所填的词是否真的依赖这张图所指的词</translation>
    </message>
    <message>
        <source>the tree</source>
        <translation>依存树</translation>
    </message>
    <message>
        <source>the head of “{word}”</source>
        <translation>“{word}”的中心词</translation>
    </message>
    <message>
        <source>Hides the words it points at, and as many others, and compares what the tree loses.</source>
        <translation>隐藏它所指的词，再隐藏同样多的其他词，比较依存树各损失多少。</translation>
    </message>
    <message>
        <source>Check whether the tree depends on the words this map points at</source>
        <translation>检验依存树是否真的依赖这张图所指的词</translation>
    </message>
    <message>
        <source>the title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Hides the words it points at, and as many others, and compares what the title loses.</source>
        <translation>隐藏它所指的词，再隐藏同样多的其他词，比较标题各损失多少。</translation>
    </message>
    <message>
        <source>Check whether the title depends on the words this map points at</source>
        <translation>检验标题是否真的依赖这张图所指的词</translation>
    </message>
</context>
<context>
    <name>ReadingsPanel</name>
    <message>
        <source>Example</source>
        <translation>例子</translation>
    </message>
    <message>
        <source>Example to answer</source>
        <translation>要回答的例子</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>Answer, {name}</source>
        <translation>回答，{name}</translation>
    </message>
    <message>
        <source>Answer, {name}: the same</source>
        <translation>回答，{name}：相同</translation>
    </message>
    <message>
        <source>Answer, {name}: different words in bold</source>
        <translation>回答，{name}：不同的词加粗</translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>Nothing was opened yet</source>
        <translation>还没有打开过图片</translation>
    </message>
    <message>
        <source>Empty this list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>Recent pictures</source>
        <translation>最近的图片</translation>
    </message>
</context>
<context>
    <name>RecurrentSection</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Let the decoder read word after word (Space)</source>
        <translation>让解码器逐词读入（空格键）</translation>
    </message>
    <message>
        <source>It reads “{word}”, looks most at “{source}”, and finds “{next}” most probable.</source>
        <translation>读入“{word}”，最关注“{source}”，认为“{next}”概率最大。</translation>
    </message>
    <message>
        <source>t = {t}: reads “{word}”</source>
        <translation>t = {t}：读入“{word}”</translation>
    </message>
    <message>
        <source>concatenation</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>weighted sum</source>
        <translation>加权和</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>h* from h and c by</source>
        <translation>由 h 和 c 得到 h*</translation>
    </message>
    <message>
        <source>λ, share of h</source>
        <translation>λ，h 的份额</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Back in time</source>
        <translation>上一时刻</translation>
    </message>
    <message>
        <source>Forward in time</source>
        <translation>下一时刻</translation>
    </message>
    <message>
        <source>Back in time (Alt+Left)</source>
        <translation>上一时刻 (Alt+←)</translation>
    </message>
    <message>
        <source>Forward in time (Alt+Right)</source>
        <translation>下一时刻 (Alt+→)</translation>
    </message>
    <message>
        <source>Step of time</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>The sentence, and where this step looks</source>
        <translation>句子以及这一步关注的位置</translation>
    </message>
    <message>
        <source>Inputs x: the words so far</source>
        <translation>输入 x：已有的词</translation>
    </message>
    <message>
        <source>Keys: the source</source>
        <translation>键：原文</translation>
    </message>
    <message>
        <source>Values: the source</source>
        <translation>值：原文</translation>
    </message>
    <message>
        <source>First state h₀</source>
        <translation>初始状态 h₀</translation>
    </message>
    <message>
        <source>State before</source>
        <translation>前一状态</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>和</translation>
    </message>
    <message>
        <source>Reset gate</source>
        <translation>重置门</translation>
    </message>
    <message>
        <source>Update gate</source>
        <translation>更新门</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>候选状态</translation>
    </message>
    <message>
        <source>Input gate</source>
        <translation>输入门</translation>
    </message>
    <message>
        <source>Forget gate</source>
        <translation>遗忘门</translation>
    </message>
    <message>
        <source>Output gate</source>
        <translation>输出门</translation>
    </message>
    <message>
        <source>Cell memory</source>
        <translation>单元记忆</translation>
    </message>
    <message>
        <source>State = query</source>
        <translation>状态 = 查询</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文向量</translation>
    </message>
    <message>
        <source>Fused state</source>
        <translation>融合状态</translation>
    </message>
    <message>
        <source>Logits</source>
        <translation>logits（未归一化得分）</translation>
    </message>
    <message>
        <source>Next word</source>
        <translation>下一个词</translation>
    </message>
    <message>
        <source>Weights of the state</source>
        <translation>状态的权重</translation>
    </message>
    <message>
        <source>Weights of the input</source>
        <translation>输入的权重</translation>
    </message>
    <message>
        <source>Bias of the cell</source>
        <translation>单元的偏置</translation>
    </message>
    <message>
        <source>Weights that join h and c</source>
        <translation>拼接 h 与 c 的权重</translation>
    </message>
    <message>
        <source>Output weights</source>
        <translation>输出权重</translation>
    </message>
    <message>
        <source>Output bias</source>
        <translation>输出偏置</translation>
    </message>
    <message>
        <source>Space plays, the arrow keys step through time; point at a value to see the numbers that made it.</source>
        <translation>空格键播放，方向键逐步前进或后退；指向一个值可查看它由哪些数算出。</translation>
    </message>
    <message>
        <source>The plain cell mixes the last state and the new word and bends the sum with tanh.</source>
        <translation>普通单元混合上一状态和新词，再用 tanh 弯曲其和。</translation>
    </message>
    <message>
        <source>The GRU&apos;s update gate z decides how much of the old state stays; the reset gate r, how much of it the candidate sees.</source>
        <translation>GRU 的更新门 z 决定旧状态保留多少；重置门 r 决定候选状态看到其中多少。</translation>
    </message>
    <message>
        <source>The LSTM keeps a memory m beside its state: the gates f, i and o decide what is forgotten, taken in and given out.</source>
        <translation>LSTM 在状态之外还有记忆 m：门 f、i、o 决定遗忘、接纳和输出什么。</translation>
    </message>
    <message>
        <source>At each step the decoder reads the word it wrote last, and its new state asks the source: which of your words matters now? The context c is the answer; h* is state and context together, and from it comes the next word. The numbers are drawn at random: what to look at is how they flow.</source>
        <translation>每一步，解码器读入它刚写的词，新的状态向原文提问：现在你的哪个词重要？上下文向量 c 是回答；h* 由状态和上下文合成，下一个词由它得出。这些数是随机取的：要看的是它们如何流动。</translation>
    </message>
    <message>
        <source>Decoder with attention</source>
        <translation>带注意力的解码器</translation>
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
    <name>SamplePicker</name>
    <message>
        <source>Samples to choose from</source>
        <translation>可选的样本</translation>
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
        <source>Back to model&apos;s translation</source>
        <translation>回到模型的译文</translation>
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
        <source>Your choice fixes the first {} pieces (●).</source>
        <translation>你的选择固定了前 {} 个子词（●）。</translation>
    </message>
    <message>
        <source>Heads switched off: {}.</source>
        <translation>已关闭的头：{} 个。</translation>
    </message>
    <message>
        <source>Hide sentence</source>
        <translation>隐藏句子</translation>
    </message>
    <message>
        <source>Leave out “{}”, or read it again</source>
        <translation>略去“{}”，或重新读取</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>搜索命令和快捷键</translation>
    </message>
    <message>
        <source>No command has that.</source>
        <translation>没有含此内容的命令。</translation>
    </message>
    <message>
        <source>Tab walks through the controls, the arrow keys through what has several parts.</source>
        <translation>Tab 键在控件之间移动，方向键在同一控件的各部分之间移动。</translation>
    </message>
    <message>
        <source>Escape goes back: out of a page, of a pinned word, of present mode, of the tour.</source>
        <translation>Esc 键返回：关闭页面、取消固定的词、退出演示模式或导览。</translation>
    </message>
    <message>
        <source>Digits choose one of the alternatives of a pinned word; / goes to the text.</source>
        <translation>数字键选择固定词的某个候选；/ 键跳到文本框。</translation>
    </message>
</context>
<context>
    <name>SliderRow</name>
    <message>
        <source>Your name for z{}</source>
        <translation>您给 z{} 起的名字</translation>
    </message>
    <message>
        <source>Your own word for what this slider does; it is kept</source>
        <translation>您用来描述此滑块作用的词；会被保留</translation>
    </message>
    <message>
        <source>z{number} was measured to carry this factor of the pictures.</source>
        <translation>经测量，z{number} 对应图像的这一因素。</translation>
    </message>
    <message>
        <source>Slider of {}</source>
        <translation>{} 的滑块</translation>
    </message>
    <message>
        <source>Shaded: where the data lie. Dotted: the prior. Line: the picture&apos;s own value. Double click goes back to it.</source>
        <translation>阴影：数据所在。点线：先验。竖线：图片自身的值。双击回到该值。</translation>
    </message>
    <message>
        <source>Value of {}</source>
        <translation>{} 的值</translation>
    </message>
    <message>
        <source>Lock {}</source>
        <translation>锁定 {}</translation>
    </message>
    <message>
        <source>Lock this value: only its own slider changes it</source>
        <translation>锁定此值：只有它自己的滑块能改变它</translation>
    </message>
    <message>
        <source>Pixels that {} moves</source>
        <translation>{} 影响的像素</translation>
    </message>
    <message>
        <source>The pixels this slider moves: orange gets lighter, blue darker. Click to pin it on the picture.</source>
        <translation>此滑块影响的像素：橙色变亮，蓝色变暗。点击可固定显示在图片上。</translation>
    </message>
</context>
<context>
    <name>SlidersSection</name>
    <message>
        <source>A value reaches from −{reach:g} to {reach:g}.</source>
        <translation>值的范围是 −{reach:g} 到 {reach:g}。</translation>
    </message>
    <message>
        <source>That is not a number.</source>
        <translation>这不是数字。</translation>
    </message>
    <message>
        <source>Fold away those that change nothing</source>
        <translation>收起不起作用的维度</translation>
    </message>
    <message>
        <source>Show {} more that change nothing</source>
        <translation>再显示 {} 个不起作用的维度</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take the last change back (Ctrl+Z)</source>
        <translation>撤销上一次更改 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Make it again (Ctrl+Shift+Z)</source>
        <translation>重做更改 (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>复位</translation>
    </message>
    <message>
        <source>Back to the picture that was encoded</source>
        <translation>回到被编码的图片</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Draw every value that is not locked from the prior</source>
        <translation>从先验中抽取所有未锁定的值</translation>
    </message>
    <message>
        <source>Shaded: where the data lie · dotted: the prior · line: this picture · arrow keys step, Shift finely</source>
        <translation>阴影：数据所在 · 点线：先验 · 竖线：这张图片 · 方向键逐步移动，按 Shift 微调</translation>
    </message>
</context>
<context>
    <name>Slot</name>
    <message>
        <source>choose a sample</source>
        <translation>选择样本</translation>
    </message>
    <message>
        <source>Picture {}: choose a sample</source>
        <translation>图片 {}：选择样本</translation>
    </message>
    <message>
        <source>Click to choose one of the samples</source>
        <translation>点击以选择一个样本</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>存入</translation>
    </message>
    <message>
        <source>Take what the sliders show as {}</source>
        <translation>把滑块所示取作 {}</translation>
    </message>
    <message>
        <source>Take what the sliders show</source>
        <translation>取用滑块所示</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>载入</translation>
    </message>
    <message>
        <source>Go to {}</source>
        <translation>前往 {}</translation>
    </message>
    <message>
        <source>Show this picture&apos;s code on the sliders</source>
        <translation>在滑块上显示这张图片的编码</translation>
    </message>
</context>
<context>
    <name>SoundDevices</name>
    <message>
        <source>No microphone can be opened: plug one in, or allow it in the system.</source>
        <translation>无法打开麦克风：请接上麦克风，或在系统中允许使用。</translation>
    </message>
    <message>
        <source>No loudspeaker can be opened, so nothing is heard.</source>
        <translation>无法打开扬声器，因此听不到声音。</translation>
    </message>
    <message>
        <source>Recording and playing need the package sounddevice: pip install sounddevice.</source>
        <translation>录音和播放需要 sounddevice 包：pip install sounddevice。</translation>
    </message>
    <message>
        <source>Recording and playing need PortAudio, for example: sudo apt install libportaudio2.</source>
        <translation>录音和播放需要 PortAudio，例如：sudo apt install libportaudio2。</translation>
    </message>
    <message>
        <source>The microphone gave no sound.</source>
        <translation>麦克风没有送来声音。</translation>
    </message>
    <message>
        <source>The microphone is gone.</source>
        <translation>麦克风已断开。</translation>
    </message>
</context>
<context>
    <name>SoundPage</name>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>What listens at {moment}</source>
        <translation>在 {moment} 聆听的有</translation>
    </message>
    <message>
        <source>“{query}” listens at</source>
        <translation>“{query}”聆听的时刻</translation>
    </message>
    <message>
        <source>All together listen at</source>
        <translation>全体平均聆听的时刻</translation>
    </message>
    <message>
        <source>strongest</source>
        <translation>最强</translation>
    </message>
    <message>
        <source>Point at a letter or word to see when it listens, or at a moment to see what listens to it.</source>
        <translation>指向一个字母或词，看它聆听哪一刻；指向一个时刻，看谁在聆听它。</translation>
    </message>
    <message>
        <source>Spread evenly over {many} moments, each would get {share}.</source>
        <translation>若平均分给 {many} 个时刻，每个为 {share}。</translation>
    </message>
    <message>
        <source>What the brightest colour stands for</source>
        <translation>最亮的颜色代表什么</translation>
    </message>
    <message>
        <source>What the colours stand for</source>
        <translation>颜色的含义</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>A row for each letter or word, a column for each moment</source>
        <translation>每个字母或词一行，每个时刻一列</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Lines from letters or words to the moments they listen to</source>
        <translation>从字母或词连到它们聆听的时刻</translation>
    </message>
    <message>
        <source>Sound with weights</source>
        <translation>带权重的声音</translation>
    </message>
</context>
<context>
    <name>SoundView</name>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>Spectrogram, low pitch at the bottom</source>
        <translation>频谱图，低音在下</translation>
    </message>
</context>
<context>
    <name>Sources</name>
    <message>
        <source>Open &amp;model…</source>
        <translation>打开模型(&amp;M)…</translation>
    </message>
    <message>
        <source>Open &amp;file…</source>
        <translation>打开文件(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Download from Hugging Face…</source>
        <translation>从 Hugging Face 下载(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>The folder of a model</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Attention files and models ({})</source>
        <translation>注意力文件和模型 ({})</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Sounds ({})</source>
        <translation>声音（{}）</translation>
    </message>
    <message>
        <source>attnviz loads nothing from the network: save the sound, then open the file.</source>
        <translation>attnviz 不从网络加载：请先保存声音，再打开文件。</translation>
    </message>
    <message>
        <source>Of {count} files the first is listened to.</source>
        <translation>共 {count} 个文件，只识别第一个。</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation>尚未打开任何内容</translation>
    </message>
</context>
<context>
    <name>StagesSection</name>
    <message>
        <source>“{map}” now lies over the photo under “{section}”.</source>
        <translation>“{map}”现已叠在“{section}”中的照片上。</translation>
    </message>
    <message>
        <source>Point at a place: what does each stage weigh there?</source>
        <translation>指向一处：各阶段在那里的权重是多少？</translation>
    </message>
    <message>
        <source>Here: {stages}; gate {gate}</source>
        <translation>此处：{stages}；门控 {gate}</translation>
    </message>
    <message>
        <source>least</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>most</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Each stage multiplies what it found by a weight for every place (the maps) and for every channel (the bars). The three are laid on the finest grid and added up. From that sum come the evidence for every class and, through a sigmoid, the gate: it is no product of these maps.</source>
        <translation>每个阶段把找到的东西乘以每个位置的权重（上面的图）和每个通道的权重（条形）。三个阶段铺到最细的网格上相加。由这个和得出每个类别的证据，再经 sigmoid 得出门控：门控不是这些图的乘积。</translation>
    </message>
    <message>
        <source>Nobody told the stages where to look; the gate was taught to cover the box around the thing.</source>
        <translation>没有人告诉各阶段该看哪里；门控则学过要覆盖物体的框。</translation>
    </message>
    <message>
        <source>These are the maps of the first look, at the whole photo; “Views” shows the others.</source>
        <translation>这些是第一次看整张照片时的图；其余的见“各次观察”。</translation>
    </message>
    <message>
        <source>Each in its own range</source>
        <translation>各用自己的范围</translation>
    </message>
    <message>
        <source>Spread the colours from each map&apos;s least to its most, to see small differences</source>
        <translation>把颜色从每张图的最小值铺到最大值，以看清细小差别</translation>
    </message>
    <message>
        <source>Strongest channels first</source>
        <translation>最强的通道在前</translation>
    </message>
    <message>
        <source>Order each stage&apos;s channels by weight instead of by number</source>
        <translation>各阶段的通道按权重而不按编号排列</translation>
    </message>
    <message>
        <source>Weight of a place: what lies there is multiplied by it</source>
        <translation>一处的权重：那里的内容乘以它</translation>
    </message>
    <message>
        <source>laid on the finest grid and added</source>
        <translation>铺到最细的网格上相加</translation>
    </message>
    <message>
        <source>read from the sum, through a sigmoid</source>
        <translation>由总和经 sigmoid 得出</translation>
    </message>
    <message>
        <source>This network weighs neither places nor channels: it has no stages to show. Choose another model.</source>
        <translation>这个网络既不给位置也不给通道加权：没有阶段可显示。请选择其他模型。</translation>
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
        <source>{model} · {milliseconds} ms · {device}</source>
        <translation>{model} · {milliseconds} ms · {device}</translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation>正在启动引擎</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Decoding</source>
        <translation>正在解码</translation>
    </message>
    <message>
        <source>Decoding pictures</source>
        <translation>正在解码图片</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>正在看图</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在生成</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>Importing transformers</source>
        <translation>正在导入 transformers</translation>
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
        <translation>这是什么图？</translation>
    </message>
    <message>
        <source>A query asks, keys answer, values are what is passed on. Each card is one step from the numbers at the top to the context. Orange is above 0, blue below; weights use the colours of all attention maps here, dark 0 to bright 1.</source>
        <translation>查询提问，键应答，值是交出的内容。每张卡片是从顶部的数到上下文向量的一步。橙色大于 0，蓝色小于 0；权重使用这里所有注意力图的颜色，从暗（0）到亮（1）。</translation>
    </message>
    <message>
        <source>As PyTorch</source>
        <translation>PyTorch 代码</translation>
    </message>
    <message>
        <source>The same computation as PyTorch</source>
        <translation>同样计算的 PyTorch 代码</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Read in a wide window</source>
        <translation>在宽窗口中阅读</translation>
    </message>
</context>
<context>
    <name>StepsSection</name>
    <message>
        <source>Example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>打分</translation>
    </message>
    <message>
        <source>Temperature τ</source>
        <translation>温度 τ</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>查询数</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键数</translation>
    </message>
    <message>
        <source>Width d</source>
        <translation>宽度 d</translation>
    </message>
    <message>
        <source>Value width</source>
        <translation>值的宽度</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>How many rows and columns the tables have, and random numbers in them</source>
        <translation>各表有多少行和列，以及填入随机数</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Which keys a query may see</source>
        <translation>查询能看到哪些键</translation>
    </message>
    <message>
        <source>Random numbers</source>
        <translation>随机数</translation>
    </message>
    <message>
        <source>Causal mask</source>
        <translation>因果掩码</translation>
    </message>
    <message>
        <source>Padding mask</source>
        <translation>填充掩码</translation>
    </message>
    <message>
        <source>No mask</source>
        <translation>无掩码</translation>
    </message>
    <message>
        <source>Each query sees the keys up to its own place.</source>
        <translation>每个查询只看到自身位置及之前的键。</translation>
    </message>
    <message>
        <source>Hide the last key that is still seen from every query, as if it only filled the line.</source>
        <translation>对所有查询隐藏最后一个仍可见的键，就像它只是填充。</translation>
    </message>
    <message>
        <source>Undo number</source>
        <translation>撤销数值修改</translation>
    </message>
    <message>
        <source>Redo number</source>
        <translation>重做数值修改</translation>
    </message>
    <message>
        <source>Copy as PyTorch</source>
        <translation>复制为 PyTorch 代码</translation>
    </message>
    <message>
        <source>Point at a result to see the numbers that made it. Change a number: type, drag it up or down, or turn the wheel on the cell you clicked.</source>
        <translation>指向一个结果，查看它由哪些数算出。修改数：键入、上下拖动，或在点中的格子上滚动滚轮。</translation>
    </message>
    <message>
        <source>Other scoring functions, same numbers</source>
        <translation>同样的数，其他打分函数</translation>
    </message>
    <message>
        <source>Weights by scoring function</source>
        <translation>各打分函数的权重</translation>
    </message>
    <message>
        <source>Exercise: q and (k₁, v₁) … (k₄, v₄)</source>
        <translation>练习：q 与 (k₁, v₁) … (k₄, v₄)</translation>
    </message>
    <message>
        <source>Self-attention</source>
        <translation>自注意力</translation>
    </message>
    <message>
        <source>Cross-attention</source>
        <translation>交叉注意力</translation>
    </message>
    <message>
        <source>Causal attention</source>
        <translation>因果注意力</translation>
    </message>
    <message>
        <source>The cat → chat, real numbers</source>
        <translation>The cat → chat，真实数值</translation>
    </message>
    <message>
        <source>The cat → 猫, real numbers</source>
        <translation>The cat → 猫，真实数值</translation>
    </message>
    <message>
        <source>Shop search, real embeddings</source>
        <translation>商店搜索，真实词向量</translation>
    </message>
    <message>
        <source>My own numbers</source>
        <translation>我自己的数</translation>
    </message>
    <message>
        <source>From the Translate pane</source>
        <translation>来自“翻译”</translation>
    </message>
    <message>
        <source>of query “{name}”</source>
        <translation>查询“{name}”的</translation>
    </message>
    <message>
        <source>Numbers of {model}: the first {shown} of {all} columns are shown. The scores are the model&apos;s own, of all columns; from there on every number is exact.</source>
        <translation>{model} 的数值：共 {all} 列，显示前 {shown} 列。得分是模型用全部列算出的；从那里起每个数都是准确的。</translation>
    </message>
    <message>
        <source>Each row stands at the step where its word goes in.</source>
        <translation>每一行取其词输入的那一步。</translation>
    </message>
    <message>
        <source>The PyTorch lines are on the clipboard.</source>
        <translation>PyTorch 代码已复制到剪贴板。</translation>
    </message>
</context>
<context>
    <name>StripPage</name>
    <message>
        <source>Strip</source>
        <translation>图带</translation>
    </message>
    <message>
        <source>A small picture for every word, lit where it looked</source>
        <translation>每个词一张小图，照亮它所看的地方</translation>
    </message>
    <message>
        <source>How the weights are drawn</source>
        <translation>权重的画法</translation>
    </message>
    <message>
        <source>White light, colours, the rest of each picture darkened, or lines of equal weight</source>
        <translation>白光、颜色、压暗其余部分，或等值线</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Off: the patches as they are</source>
        <translation>关闭：显示原本的图块</translation>
    </message>
    <message>
        <source>Small pictures, one a word</source>
        <translation>小图，每词一张</translation>
    </message>
</context>
<context>
    <name>TextField</name>
    <message>
        <source>The text is long: only its first {} characters are kept.</source>
        <translation>文字很长：只保留前 {} 个字符。</translation>
    </message>
</context>
<context>
    <name>TitleSection</name>
    <message>
        <source>Type your own title</source>
        <translation>输入你自己的标题</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>My title</source>
        <translation>我的标题</translation>
    </message>
    <message>
        <source>Give your own title and see how probable the model finds it and what it would read it from</source>
        <translation>给出你自己的标题，看模型认为它的概率有多大、会从哪里读取</translation>
    </message>
    <message>
        <source>Beams: </source>
        <translation>束宽：</translation>
    </message>
    <message>
        <source>Beams of the search</source>
        <translation>搜索的束宽</translation>
    </message>
    <message>
        <source>With 1 the best word is taken at each step; more keep several titles alive</source>
        <translation>为 1 时每一步取最好的词；更大时同时保留多个标题</translation>
    </message>
    <message>
        <source>Paste a paragraph in English, or drop a text file here</source>
        <translation>粘贴一段英文，或把文本文件拖到这里</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Words of the title</source>
        <translation>标题中的词</translation>
    </message>
    <message>
        <source>Words of the text</source>
        <translation>原文中的词</translation>
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
    <name>Tools</name>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Drag over waveform or spectrogram to choose a stretch and play it</source>
        <translation>在波形或频谱图上拖动，可选择一段并播放</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Drag over waveform or spectrogram to silence a stretch, and see what becomes of the letters</source>
        <translation>在波形或频谱图上拖动，可将一段静音，并观察字母的变化</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Drag over waveform or spectrogram to cover a stretch with noise</source>
        <translation>在波形或频谱图上拖动，可用噪声覆盖一段</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Faster is shorter and higher, as of a tape</source>
        <translation>加快会使声音变短、变高，如同磁带</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>恢复原声</translation>
    </message>
    <message>
        <source>Take back mutes, noise and speed</source>
        <translation>撤销静音、噪声和变速</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Stop ({seconds} s)</source>
        <translation>停止（{seconds} 秒）</translation>
    </message>
    <message>
        <source>Stop, and listen to what was recorded</source>
        <translation>停止并识别录音</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Record from the microphone, at most 30 seconds</source>
        <translation>用麦克风录音，最长 30 秒</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>停止播放</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play the sound, or the stretch that is chosen; letters light as they pass</source>
        <translation>播放声音或所选的一段；字母随声音亮起</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Listen to a sound from a file; it can also be dropped anywhere here</source>
        <translation>识别文件中的声音；也可将文件拖放到此处</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Join words…</source>
        <translation>拼接词语…</translation>
    </message>
    <message>
        <source>Choose words of a voice and have them strung together</source>
        <translation>选择某个嗓音的词语并拼接起来</translation>
    </message>
    <message>
        <source>Hear letters</source>
        <translation>听字母</translation>
    </message>
    <message>
        <source>Pointing at a letter plays its moment</source>
        <translation>指向字母时播放它对应的时刻</translation>
    </message>
    <message>
        <source>Level of the microphone</source>
        <translation>麦克风音量</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>End tour</source>
        <translation>结束导览</translation>
    </message>
    <message>
        <source>It goes on at this card when you come back through the Help menu.</source>
        <translation>从“帮助”菜单回来时，将从这张卡片继续。</translation>
    </message>
    <message>
        <source>Guided tour</source>
        <translation>导览</translation>
    </message>
    <message>
        <source>One bright cell</source>
        <translation>一个亮格</translation>
    </message>
    <message>
        <source>Rows are the words of the translation, columns the words of your sentence. The ringed cell is the brightest: when the network wrote this row&apos;s word, it looked here most. Point at it.</source>
        <translation>行是译文的词，列是你句子中的词。圈出的格子最亮：网络写出这一行的词时，最关注这里。请把鼠标移到它上面。</translation>
    </message>
    <message>
        <source>Your own sentence</source>
        <translation>你自己的句子</translation>
    </message>
    <message>
        <source>Type another English sentence. The translation and the map follow while you type.</source>
        <translation>请输入另一个英语句子。译文和注意力图会随输入更新。</translation>
    </message>
    <message>
        <source>What brightness does not mean</source>
        <translation>亮不代表什么</translation>
    </message>
    <message>
        <source>The map shows where the network looked, not why it chose a word. “Test this map” at the right hides the words it points at, then random ones, and compares what the translation loses. Press Check.</source>
        <translation>图显示网络看了哪里，而不是它为什么选择某个词。右侧的“检验这张图”先隐藏它所指的词，再隐藏随机的词，比较译文的损失。请点“检验”。</translation>
    </message>
    <message>
        <source>Many heads</source>
        <translation>多个头</translation>
    </message>
    <message>
        <source>An attention RNN has one map. A Transformer has many, one for each head of each layer. Choose a Transformer in this list: all its heads appear beside the map; click one to see it large.</source>
        <translation>注意力 RNN 只有一张图。Transformer 有许多张：每层每个头一张。请在此列表中选择一个 Transformer：所有头会出现在图旁，点击可放大。</translation>
    </message>
    <message>
        <source>Attention in one equation</source>
        <translation>一个公式看懂注意力</translation>
    </message>
    <message>
        <source>A query q is compared with each key k. Softmax turns the scores into weights that sum to 1. The values v are added up with these weights. Drag a number of q up or down and watch every step change.</source>
        <translation>查询 q 与每个键 k 比较。softmax 把分数变成总和为 1 的权重，再按权重把值 v 相加。请上下拖动 q 中的一个数，看每一步如何变化。</translation>
    </message>
    <message>
        <source>Why several heads</source>
        <translation>为什么要多个头</translation>
    </message>
    <message>
        <source>Each word here needs the word before it and the word after it. Two heads fetch one each. Choose 1 head: one softmax can only mix the two.</source>
        <translation>这里每个词都需要前一个词和后一个词。两个头各取其一。请选择 1 个头：一个 softmax 只能把两者混在一起。</translation>
    </message>
    <message>
        <source>Why positions are added</source>
        <translation>为什么要加位置编码</translation>
    </message>
    <message>
        <source>A weighted sum does not know the order of words. Choose “none” in this list: now shuffled words get the same outputs, only in the new order. Every other choice makes each place different.</source>
        <translation>加权和不知道词的顺序。请在此列表中选“无”：打乱后的词得到同样的输出，只是顺序不同。其他选项都让每个位置各不相同。</translation>
    </message>
    <message>
        <source>A question about a text</source>
        <translation>就一段文本提问</translation>
    </message>
    <message>
        <source>This network marks the answer in the passage as you type. The deeper the colour of a word, the more the question looks at it. Ask something else. “Fill in”, “Take apart” and “Find” do more with a text.</source>
        <translation>你输入时，这个网络在段落中标出答案。词的颜色越深，问题看它越多。换个问题试试。“填空”“句法分析”“检索”还能对文本做更多事。</translation>
    </message>
    <message>
        <source>Attention in a photo</source>
        <translation>照片中的注意力</translation>
    </message>
    <message>
        <source>This network names what a photo shows. Bright places count most in its answer. “Describe” tells the photo in words, each with its own light; “What if” lets you paint over it and watch the answer change.</source>
        <translation>这个网络说出照片里是什么。亮处对答案最重要。“描述”用一句话讲述照片，每个词都有自己的亮处；“假如”让您在照片上涂画，看答案怎样变化。</translation>
    </message>
    <message>
        <source>Letters that listen</source>
        <translation>聆听的字母</translation>
    </message>
    <message>
        <source>This network writes down what is said, letter by letter. Point at a row: its bright cells are the moment that the letter listened to. “Record” listens to you; this small network knows thirty words.</source>
        <translation>这个网络把听到的话逐个字母写下来。指向一行：亮格就是这个字母所听的时刻。点“录音”可以听您说话；这个小网络只认识三十个词。</translation>
    </message>
    <message>
        <source>A picture from a few numbers</source>
        <translation>几个数生成一张图</translation>
    </message>
    <message>
        <source>A variational autoencoder packs a picture into a few numbers and paints it again from them. Drag this slider: the picture follows.</source>
        <translation>变分自编码器把图片压缩成几个数，再由它们重新画出图片。请拖动这个滑块：图片会随之变化。</translation>
    </message>
    <message>
        <source>Press Start. A small network learns to reverse letters, and its map turns into a sharp diagonal within half a minute. With “no attention” the same network needs far longer.</source>
        <translation>请点“开始”。一个小网络学习倒写字母，半分钟内它的图会变成清晰的对角线。选“无注意力”时，同样的网络需要长得多的时间。</translation>
    </message>
    <message>
        <source>Try it yourself</source>
        <translation>自己试试</translation>
    </message>
    <message>
        <source>Choose where to begin. The tour stays in the Help menu.</source>
        <translation>选择从哪里开始。导览可随时从“帮助”菜单打开。</translation>
    </message>
    <message>
        <source>Translate a sentence</source>
        <translation>翻译一个句子</translation>
    </message>
    <message>
        <source>Ask a text a question</source>
        <translation>向文本提问</translation>
    </message>
    <message>
        <source>Look into a photo</source>
        <translation>看一张照片</translation>
    </message>
    <message>
        <source>Tell a photo in words</source>
        <translation>用一句话描述照片</translation>
    </message>
    <message>
        <source>Listen to speech</source>
        <translation>聆听语音</translation>
    </message>
    <message>
        <source>Move sliders of a picture</source>
        <translation>拖动图片的滑块</translation>
    </message>
    <message>
        <source>Work attention out by hand</source>
        <translation>手算注意力</translation>
    </message>
    <message>
        <source>Train a network</source>
        <translation>训练一个网络</translation>
    </message>
    <message>
        <source>Watch one learn</source>
        <translation>看一个网络学习</translation>
    </message>
</context>
<context>
    <name>TrainDetails</name>
    <message>
        <source>What am I looking at?</source>
        <translation>这是什么图？</translation>
    </message>
    <message>
        <source>A small network learns from examples made on the spot. The map shows where it looks (columns) for each token of the answer (rows): faint at first, sharp once it has found out. For reversed letters it becomes the other diagonal. Train once more without attention and compare the curves.</source>
        <translation>一个小网络从现场生成的例子中学习。图中显示它为答案的每个词元（行）看了哪里（列）：起初模糊，学会之后清晰。对于倒序字母，它会变成另一条对角线。再训练一次不带注意力的网络，比较两条曲线。</translation>
    </message>
    <message>
        <source>Current answers</source>
        <translation>当前回答</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Name to save the model under</source>
        <translation>保存模型所用的名称</translation>
    </message>
    <message>
        <source>Save model</source>
        <translation>保存模型</translation>
    </message>
    <message>
        <source>Saved models</source>
        <translation>已保存的模型</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>重新打开</translation>
    </message>
</context>
<context>
    <name>TrainEmpty</name>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Here you will see where the network looks while it learns to write a word in reverse.</source>
        <translation>这里将显示网络学习倒写单词时看哪里。</translation>
    </message>
</context>
<context>
    <name>TrainForm</name>
    <message>
        <source>Reverse letters</source>
        <translation>倒序字母</translation>
    </message>
    <message>
        <source>Copy letters</source>
        <translation>复制字母</translation>
    </message>
    <message>
        <source>Sort letters</source>
        <translation>排序字母</translation>
    </message>
    <message>
        <source>Dates: 3 March 2021 → 2021-03-03</source>
        <translation>日期：3 March 2021 → 2021-03-03</translation>
    </message>
    <message>
        <source>Roman numerals: 1994 → MCMXCIV</source>
        <translation>罗马数字：1994 → MCMXCIV</translation>
    </message>
    <message>
        <source>My own pairs</source>
        <translation>我自己的句对</translation>
    </message>
    <message>
        <source>RNN</source>
        <translation>RNN（循环网络）</translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation>Transformer 网络</translation>
    </message>
    <message>
        <source>{layers} × {heads} heads</source>
        <translation>{layers} × {heads} 个头</translation>
    </message>
    <message>
        <source>{task}, {count} letters</source>
        <translation>{task}，{count} 个字母</translation>
    </message>
    <message>
        <source>width {}</source>
        <translation>宽度 {}</translation>
    </message>
    <message>
        <source>rate {:g}</source>
        <translation>学习率 {:g}</translation>
    </message>
    <message>
        <source>batch {}</source>
        <translation>批大小 {}</translation>
    </message>
    <message>
        <source>seed {}</source>
        <translation>种子 {}</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>句对</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>字母数</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>One pair a line: source, tab, target</source>
        <translation>每行一对：原文、制表符、译文</translation>
    </message>
</context>
<context>
    <name>TrainPicture</name>
    <message>
        <source>layer {layer}, head {head}</source>
        <translation>层 {layer}，头 {head}</translation>
    </message>
    <message>
        <source>(whole source)</source>
        <translation>（整个原文）</translation>
    </message>
    <message>
        <source>step {step} · {seconds} s · {share} % exact</source>
        <translation>第 {step} 步 · {seconds} 秒 · {share} % 正确</translation>
    </message>
    <message>
        <source>Animated GIF (*.gif);;Numbered PNG pictures (*.png)</source>
        <translation>GIF 动画 (*.gif);;编号的 PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Save the film</source>
        <translation>保存影片</translation>
    </message>
    <message>
        <source>The film could not be saved: {why}</source>
        <translation>未能保存影片：{why}</translation>
    </message>
    <message>
        <source>{count} pictures saved in {name}</source>
        <translation>已将 {count} 幅图片保存到 {name}</translation>
    </message>
    <message>
        <source>Where the network looks: rows are its answer, columns the source</source>
        <translation>网络看了哪里：行为它的回答，列为原文</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>例子</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>Back through training</source>
        <translation>回看训练过程</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>影片</translation>
    </message>
    <message>
        <source>Play the recorded pictures from the beginning</source>
        <translation>从头播放记录的图片</translation>
    </message>
    <message>
        <source>Save film…</source>
        <translation>保存影片…</translation>
    </message>
</context>
<context>
    <name>TrainSection</name>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>One step of the optimizer</source>
        <translation>优化器走一步</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>End this run; the next start begins a new one beside it</source>
        <translation>结束这次训练；下次开始时另起一次并排比较</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Forget the run and all curves</source>
        <translation>清除这次训练和所有曲线</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全速</translation>
    </message>
    <message>
        <source>20 steps a second</source>
        <translation>每秒 20 步</translation>
    </message>
    <message>
        <source>5 steps a second</source>
        <translation>每秒 5 步</translation>
    </message>
    <message>
        <source>1 step a second</source>
        <translation>每秒 1 步</translation>
    </message>
    <message>
        <source>Keep old curves</source>
        <translation>保留旧曲线</translation>
    </message>
    <message>
        <source>Leave the curves of ended runs to compare with</source>
        <translation>保留已结束训练的曲线以便比较</translation>
    </message>
    <message>
        <source>Loss (nats a token)</source>
        <translation>损失（每词元，奈特）</translation>
    </message>
    <message>
        <source>Exact answers (%)</source>
        <translation>完全正确的回答 (%)</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Press Start. Nothing is downloaded; the examples are made as it learns.</source>
        <translation>按“开始”。不下载任何东西；例子在学习时现场生成。</translation>
    </message>
    <message>
        <source>Learned in {seconds} s</source>
        <translation>{seconds} 秒学会</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 个参数</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>损失 {loss}</translation>
    </message>
    <message>
        <source>Saved as {model}. Choose it in the Translate pane to use it.</source>
        <translation>已保存为 {model}。在“翻译”中选择它即可使用。</translation>
    </message>
    <message>
        <source>{model} is open: step {step}, {share} % exact. Go on trains it further.</source>
        <translation>已打开 {model}：第 {step} 步，{share} % 正确。按“继续”可接着训练。</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>My transcript</source>
        <translation>我的转写</translation>
    </message>
    <message>
        <source>Write what was said: it is aligned with the sound and scored</source>
        <translation>写下所说的内容：它会与声音对齐并评分</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Back to what the model heard</source>
        <translation>回到模型听到的内容</translation>
    </message>
    <message>
        <source>Let the model choose every letter again</source>
        <translation>让模型重新选择每个字母</translation>
    </message>
    <message>
        <source>What is said in this sound</source>
        <translation>这段声音所说的内容</translation>
    </message>
    <message>
        <source>(no word)</source>
        <translation>（没有词语）</translation>
    </message>
</context>
<context>
    <name>TranslateActions</name>
    <message>
        <source>Undo choice or text</source>
        <translation>撤销选择或文本</translation>
    </message>
    <message>
        <source>Redo choice or text</source>
        <translation>重做选择或文本</translation>
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
        <source>Switch the chosen heads off or on</source>
        <translation>关闭或打开所选的头</translation>
    </message>
    <message>
        <source>Switch all heads on</source>
        <translation>打开所有的头</translation>
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
        <source>Positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>整词</translation>
    </message>
    <message>
        <source>Weighted by value norms</source>
        <translation>按值范数加权</translation>
    </message>
    <message>
        <source>Heads beside the picture</source>
        <translation>图旁的注意力头</translation>
    </message>
    <message>
        <source>Best-aligned head</source>
        <translation>对齐最佳的头</translation>
    </message>
    <message>
        <source>Next head</source>
        <translation>下一个头</translation>
    </message>
    <message>
        <source>Previous head</source>
        <translation>上一个头</translation>
    </message>
    <message>
        <source>Shift rows to the word just read</source>
        <translation>各行移到刚读入的词</translation>
    </message>
    <message>
        <source>Measure the effect of every head</source>
        <translation>测量每个头的影响</translation>
    </message>
    <message>
        <source>Table of all heads</source>
        <translation>所有注意力头的表格</translation>
    </message>
    <message>
        <source>Test this map</source>
        <translation>检验这张图</translation>
    </message>
    <message>
        <source>What am I looking at?</source>
        <translation>这是什么图？</translation>
    </message>
    <message>
        <source>Work this out in the Playground</source>
        <translation>在实验场中逐步计算</translation>
    </message>
</context>
<context>
    <name>TranslateMap</name>
    <message>
        <source>cross-attention</source>
        <translation>交叉注意力</translation>
    </message>
    <message>
        <source>encoder self-attention</source>
        <translation>编码器自注意力</translation>
    </message>
    <message>
        <source>decoder self-attention</source>
        <translation>解码器自注意力</translation>
    </message>
    <message>
        <source>How much each source word may hold of each other after all layers, if heads are averaged and values and feed-forward parts left out: an approximation (Abnar &amp; Zuidema 2020).</source>
        <translation>经过所有层之后，每个原文词可能含有其他词多少成分：各头取平均，并忽略值和前馈部分，因此只是近似（Abnar &amp; Zuidema 2020）。</translation>
    </message>
    <message>
        <source>Each line joins a source word to one that it looked at in the encoder; the wider, the more it looked there.</source>
        <translation>每条线连接一个原文词和它在编码器中看过的一个词；线越宽，看得越多。</translation>
    </message>
    <message>
        <source>Pieces joined to words: summed over the source, averaged over the translation</source>
        <translation>词片合并为词：原文一侧求和，译文一侧取平均</translation>
    </message>
    <message>
        <source>Draw only this many of the strongest lines of each target word</source>
        <translation>每个目标词只画这么多条最强的线</translation>
    </message>
    <message>
        <source>Cross</source>
        <translation>交叉</translation>
    </message>
    <message>
        <source>Cross-attention: words of the translation look at the source</source>
        <translation>交叉注意力：译文的词看向原文</translation>
    </message>
    <message>
        <source>Each row is a word of the translation at the step where it went in; the brighter a cell, the more the model looked at that source word.</source>
        <translation>每一行是译文中的一个词，取它输入的那一步；格子越亮，模型看那个源词越多。</translation>
    </message>
    <message>
        <source>The wider a line, the more the model looked at that source word at the step where the target word went in.</source>
        <translation>线越粗，模型在目标词输入的那一步看那个源词越多。</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Encoder self-attention: source words look at each other</source>
        <translation>编码器自注意力：原文的词互相看</translation>
    </message>
    <message>
        <source>Each row is a source word; the brighter a cell, the more it looked at that word.</source>
        <translation>每一行是一个原文词；格子越亮，它看那个词越多。</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>Decoder self-attention: each word looks at those written before</source>
        <translation>解码器自注意力：每个词看向此前写出的词</translation>
    </message>
    <message>
        <source>Each line joins a word about to be written to one written before it, or to the start &lt;s&gt;; the wider, the more the model looked there.</source>
        <translation>每条线连接一个将要写出的词和它之前已写出的一个词或开头 &lt;s&gt;；线越宽，模型看得越多。</translation>
    </message>
    <message>
        <source>Each row is a word at the step where it went in; columns are the start &lt;s&gt; and the words that went in up to then.</source>
        <translation>每一行是一个词，取它输入的那一步；各列是开头 &lt;s&gt; 和到那时为止输入的词。</translation>
    </message>
    <message>
        <source>Each line joins a word at the step where it went in to one of the words up to then, or to the start &lt;s&gt;; the wider, the more the model looked there.</source>
        <translation>每条线把一个词（取它输入的那一步）与到那时为止的一个词或开头 &lt;s&gt; 相连；线越宽，模型看得越多。</translation>
    </message>
    <message>
        <source>Each row is a word about to be written; columns are the words written before it, after the start &lt;s&gt;.</source>
        <translation>每一行是即将写出的词；各列是开头 &lt;s&gt; 之后、在它之前写出的词。</translation>
    </message>
    <message>
        <source>The wider a line, the more the model looked at that source word while writing the target word.</source>
        <translation>线越粗，模型写这个译文词时看那个原文词越多。</translation>
    </message>
    <message>
        <source>Each row is a word of the translation; the brighter a cell, the more the model looked at that source word.</source>
        <translation>每一行是译文的一个词；格子越亮，模型看那个原文词越多。</translation>
    </message>
    <message>
        <source>source</source>
        <translation>源句</translation>
    </message>
    <message>
        <source>translation</source>
        <translation>译文</translation>
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
        <source>Cut off after {tokens} tokens: the model wrote no end mark.</source>
        <translation>已在 {tokens} 个子词后截断：模型没有写出结束符。</translation>
    </message>
    <message>
        <source>The model does not know these characters and reads the sentence without them: {characters}.</source>
        <translation>模型不认识这些字符，读句子时略去了它们：{characters}。</translation>
    </message>
    <message>
        <source>The model does not know {characters}, so what it writes means nothing.</source>
        <translation>模型不认识 {characters}，因此它写出的内容没有意义。</translation>
    </message>
    <message>
        <source>Words in capitals are read as the model knows them: {words}.</source>
        <translation>全大写的词按模型认识的写法来读：{words}。</translation>
    </message>
    <message>
        <source>The model does not know these characters and reads your translation without them: {characters}.</source>
        <translation>模型不认识这些字符，读你的译文时略去了它们：{characters}。</translation>
    </message>
    <message>
        <source>The model does not know {characters}, so these numbers mean nothing.</source>
        <translation>模型不认识 {characters}，因此这些数字没有意义。</translation>
    </message>
    <message>
        <source>Words in capitals in your translation are read as the model knows them: {words}.</source>
        <translation>你的译文中全大写的词按模型认识的写法来读：{words}。</translation>
    </message>
    <message>
        <source>The sentence has {tokens} tokens; this model was trained on up to {trained}, so quality may drop.</source>
        <translation>句子有 {tokens} 个子词；该模型训练时最多见过 {trained} 个，质量可能下降。</translation>
    </message>
    <message>
        <source>This model writes another language than that of your translation.</source>
        <translation>这个模型写的语言与你的译文不同。</translation>
    </message>
    <message>
        <source>This model does not have {heads} of the heads that are switched off.</source>
        <translation>被关闭的头中有 {heads} 个是这个模型没有的。</translation>
    </message>
    <message>
        <source>All cross-attention is off: the model writes without seeing the source.</source>
        <translation>交叉注意力已全部关闭：模型看不到原文就写。</translation>
    </message>
    <message>
        <source>Every head is off: each word is written without a look at any other.</source>
        <translation>所有头都已关闭：写每个词时都看不到其他词。</translation>
    </message>
    <message>
        <source>This model reads {language}. To read what is typed here, choose {models}.</source>
        <translation>这个模型读的是{language}。要读这里输入的文字，请选择 {models}。</translation>
    </message>
    <message>
        <source>This model reads {language}, and there is no model here that reads what is typed.</source>
        <translation>这个模型读的是{language}，这里没有能读所输入文字的模型。</translation>
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
        <source>{model} was opened by you: “My model” measures its heads and shows all that is known of it.</source>
        <translation>{model} 由你打开：请在“我的模型”中测量它的各个头，并查看关于它的全部信息。</translation>
    </message>
    <message>
        <source>The model {model} does not translate.</source>
        <translation>模型 {model} 不能翻译。</translation>
    </message>
    <message>
        <source>There is no translation by this model to measure.</source>
        <translation>没有这个模型的译文可供测量。</translation>
    </message>
    <message>
        <source>This model has no heads to switch off.</source>
        <translation>这个模型没有可关闭的头。</translation>
    </message>
    <message>
        <source>The map belongs to another sentence; check again.</source>
        <translation>这张图属于另一句话；请重新检验。</translation>
    </message>
    <message>
        <source>A sentence of one word has nothing to compare: write a longer one.</source>
        <translation>只有一个词的句子无从比较：请写长一些。</translation>
    </message>
    <message>
        <source>There is no translation for the other model to read.</source>
        <translation>没有译文可供另一个模型读。</translation>
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
        <source>Several heads are shown; the first of them is worked out: {head}.</source>
        <translation>图中有多个头；这里计算的是其中第一个：{head}。</translation>
    </message>
    <message>
        <source>Alignment as a heatmap: rows are the translation, columns the source</source>
        <translation>以热图显示的对齐：行为译文，列为原文</translation>
    </message>
    <message>
        <source>Alignment as lines between source and translation</source>
        <translation>以原文与译文之间的连线显示的对齐</translation>
    </message>
</context>
<context>
    <name>TraverseSection</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Play the chosen dimension as a film</source>
        <translation>把选定的维度当作影片播放</translation>
    </message>
    <message>
        <source>{name} = {value}; click to go there</source>
        <translation>{name} = {value}；点击前往</translation>
    </message>
    <message>
        <source>Each row moves one dimension alone, in steps of its standard deviation; the middle column is the picture that is shown.</source>
        <translation>每行只移动一个维度，以其标准差为步长；中间一列就是当前显示的图片。</translation>
    </message>
    <message>
        <source>Each row moves one dimension alone, in steps of its standard deviation; the middle column is the picture that was encoded, not what is shown.</source>
        <translation>每行只移动一个维度，以其标准差为步长；中间一列是被编码的图片，而不是当前显示的图片。</translation>
    </message>
    <message>
        <source>Each row moves one dimension alone, in steps of its standard deviation; the middle column is where you went from, not what is shown.</source>
        <translation>每行只移动一个维度，以其标准差为步长；中间一列是您出发的位置，而不是当前显示的图片。</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>How many pictures a row has, and how far they go</source>
        <translation>每行有多少张图，变化到多远</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Pictures in each row</source>
        <translation>每行的图片数</translation>
    </message>
    <message>
        <source>Standard deviations to each side</source>
        <translation>向两侧各移动多少个标准差</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>跨度</translation>
    </message>
    <message>
        <source>Whose standard deviation a step is</source>
        <translation>以谁的标准差为单位</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Around</source>
        <translation>围绕</translation>
    </message>
    <message>
        <source>What stands in the middle column</source>
        <translation>中间一列是什么</translation>
    </message>
    <message>
        <source>what is shown</source>
        <translation>当前显示的图片</translation>
    </message>
    <message>
        <source>the encoded picture, μ</source>
        <translation>被编码的图片（μ）</translation>
    </message>
    <message>
        <source>Animate</source>
        <translation>动画维度</translation>
    </message>
    <message>
        <source>The dimension that is played</source>
        <translation>要播放的维度</translation>
    </message>
    <message>
        <source>the data&apos;s spread</source>
        <translation>数据的散布</translation>
    </message>
    <message>
        <source>this picture&apos;s posterior</source>
        <translation>此图片的后验</translation>
    </message>
    <message>
        <source>the prior</source>
        <translation>先验</translation>
    </message>
    <message>
        <source>Center on current sliders</source>
        <translation>以当前滑块为中心</translation>
    </message>
    <message>
        <source>Put the middle of the grid where the sliders stand</source>
        <translation>把网格中心移到滑块所在处</translation>
    </message>
    <message>
        <source>Traversal grid: a row for each dimension, moved from left to right</source>
        <translation>遍历网格：每个维度一行，从左到右移动</translation>
    </message>
</context>
<context>
    <name>TreeSection</name>
    <message>
        <source>“{word}”: who did what to whom</source>
        <translation>“{word}”：谁对谁做了什么</translation>
    </message>
    <message>
        <source>{name}, {plain}: {words}</source>
        <translation>{name}，{plain}：{words}</translation>
    </message>
    <message>
        <source>{name}: {words}</source>
        <translation>{name}：{words}</translation>
    </message>
    <message>
        <source>It has no roles here.</source>
        <translation>这里没有语义角色。</translation>
    </message>
    <message>
        <source>Click a word with a dotted line to see its roles; point at a word to see its head.</source>
        <translation>点击带虚线的词，查看其语义角色；指向一个词，查看其中心词。</translation>
    </message>
    <message>
        <source>{tag}, {words} ({share})</source>
        <translation>{tag}，{words}（{share}）</translation>
    </message>
    <message>
        <source>Its head</source>
        <translation>它的中心词</translation>
    </message>
    <message>
        <source>Type a sentence in English</source>
        <translation>输入一个英文句子</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>The tree: arcs from heads to words</source>
        <translation>句法树：从中心词到词的弧</translation>
    </message>
</context>
<context>
    <name>UnusableModels</name>
    <message>
        <source>it or what it needs is no file</source>
        <translation>它或它所需的文件不存在</translation>
    </message>
    <message>
        <source>damaged, or no weights</source>
        <translation>已损坏，或不是权重文件</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>of another program</source>
        <translation>属于其他程序</translation>
    </message>
    <message>
        <source>its description is incomplete</source>
        <translation>它的描述不完整</translation>
    </message>
    <message>
        <source>its description is not usable: {}</source>
        <translation>它的描述不可用：{}</translation>
    </message>
    <message>
        <source>it shares weights with {}, which is missing or cannot be used</source>
        <translation>它与 {} 共用权重，而后者缺失或不能使用</translation>
    </message>
    <message>
        <source>its card is damaged</source>
        <translation>它的说明卡已损坏</translation>
    </message>
    <message>
        <source>its parts do not fit together</source>
        <translation>它的各部分不相配</translation>
    </message>
    <message>
        <source>{file}: {why}</source>
        <translation>{file}：{why}</translation>
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
        <source>Positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What the model adds to each word to know where it stands</source>
        <translation>模型为了知道词的位置而加到每个词上的东西</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
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
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>How much each head looks at a word: α</source>
        <translation>每个头看一个词的多少：α</translation>
    </message>
    <message>
        <source>Norms</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>How much it takes from there: the length of weight times value, ‖α·f(x)‖, each row as shares</source>
        <translation>从那里取多少：权重乘以值的长度 ‖α·f(x)‖，每行按份额显示</translation>
    </message>
    <message>
        <source>Write it word by word and see where each is read from (Space; step with the arrow keys)</source>
        <translation>逐词写出，并看每个词读自哪里（空格键；方向键单步）</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>All heads of all layers beside the picture</source>
        <translation>在图旁显示所有层的所有头</translation>
    </message>
    <message>
        <source>Shift rows</source>
        <translation>按输入步对齐</translation>
    </message>
    <message>
        <source>Read a word&apos;s row at the step where it goes in, one later than where it comes out: often the better alignment</source>
        <translation>在词输入的那一步读它的行，比输出晚一步：往往对齐得更好</translation>
    </message>
    <message>
        <source>Hide catch-all words</source>
        <translation>隐藏汇聚词</translation>
    </message>
    <message>
        <source>Leave out words that draw much weight but give little, and scale the rest of each row to 1</source>
        <translation>去掉吸引大量权重却贡献很少的词，并把每行其余部分归一为 1</translation>
    </message>
    <message>
        <source>Hide end mark</source>
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
        <source>Strongest lines of each word</source>
        <translation>每个词最强的线</translation>
    </message>
    <message>
        <source>Words or pieces, weights or norms, the step of a row, and what is left out</source>
        <translation>按词或子词、权重或范数、每行取自哪一步，以及隐藏哪些词元</translation>
    </message>
    <message>
        <source>View ({})</source>
        <translation>视图（{}）</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
</context>
<context>
    <name>ViewsSection</name>
    <message>
        <source>Point at a place: what does each look weigh there?</source>
        <translation>指向一处：各次观察在那里的权重是多少？</translation>
    </message>
    <message>
        <source>Here: {each}; all together {together}</source>
        <translation>此处：{each}；合在一起 {together}</translation>
    </message>
    <message>
        <source>Close-ups</source>
        <translation>局部特写</translation>
    </message>
    <message>
        <source>Look closer where the first look leaves doubts or shows a small thing</source>
        <translation>第一次看没有把握或东西很小时，再细看</translation>
    </message>
    <message>
        <source>One look only</source>
        <translation>只看一次</translation>
    </message>
    <message>
        <source>Let the whole pane show what one look at the whole photo says</source>
        <translation>整页都显示只看一次整张照片的结果</translation>
    </message>
    <message>
        <source>What each look saw, and at the right its weight</source>
        <translation>每次看到的内容，右边是它的权重</translation>
    </message>
    <message>
        <source>How much a place counts in a look</source>
        <translation>一处在一次观察中的分量</translation>
    </message>
    <message>
        <source>Photo with the parts that were looked at</source>
        <translation>标出所看局部的照片</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>New here?</source>
        <translation>第一次使用？</translation>
    </message>
    <message>
        <source>Two-minute tour</source>
        <translation>两分钟导览</translation>
    </message>
    <message>
        <source>or try:</source>
        <translation>或试试：</translation>
    </message>
    <message>
        <source>Close; the tour stays in the Help menu</source>
        <translation>关闭；导览仍在“帮助”菜单中</translation>
    </message>
    <message>
        <source>Close the greeting</source>
        <translation>关闭欢迎栏</translation>
    </message>
</context>
<context>
    <name>WhatIfSection</name>
    <message>
        <source>One look each; other sections take {count}.</source>
        <translation>两者各只看一次；其他部分看 {count} 次。</translation>
    </message>
    <message>
        <source>One look each.</source>
        <translation>两者各只看一次。</translation>
    </message>
    <message>
        <source>{name}, painted over</source>
        <translation>{name}（涂改）</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Open a photo first; then paint over it here.</source>
        <translation>请先打开一张照片，然后在这里涂画。</translation>
    </message>
    <message>
        <source>Photo to paint on: arrow keys move the brush, with Shift they paint, Space sets a dot</source>
        <translation>可涂画的照片：方向键移动画笔，按住 Shift 则涂画，空格点一下</translation>
    </message>
    <message>
        <source>Paint over the photo: the answer follows. Arrow keys move the brush, with Shift they paint; the wheel zooms.</source>
        <translation>在照片上涂画，答案随之变化。方向键移动画笔，按住 Shift 则涂画；滚轮缩放。</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>叠图</translation>
    </message>
    <message>
        <source>Lay the map of the painted photo over it</source>
        <translation>把涂改后照片的图叠在上面</translation>
    </message>
    <message>
        <source>Use as new photo</source>
        <translation>用作新照片</translation>
    </message>
    <message>
        <source>Give the painted photo to all of the pane</source>
        <translation>把涂改后的照片用于整页</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Probabilities before and now</source>
        <translation>之前和现在的概率</translation>
    </message>
    <message>
        <source>Both are one look at the whole photo, without the close-ups that the first section may take</source>
        <translation>两者都是只看一次整张照片，不含第一部分可能做的近看</translation>
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
</context>
<context>
    <name>WordDetails</name>
    <message>
        <source>The photo is told here, word by word.</source>
        <translation>这里逐词描述照片。</translation>
    </message>
    <message>
        <source>Your caption</source>
        <translation>自己的描述</translation>
    </message>
    <message>
        <source>The caption</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>log-probability {total} · per piece {mean}</source>
        <translation>对数概率 {total} · 每词元 {mean}</translation>
    </message>
    <message>
        <source>Point at a word to see where the model looked; click to pin it.</source>
        <translation>指向一个词，看模型看了哪里；点击可固定。</translation>
    </message>
    <message>
        <source>Word {n}</source>
        <translation>第 {n} 个词</translation>
    </message>
    <message>
        <source>probability {percent}</source>
        <translation>概率 {percent}</translation>
    </message>
    <message>
        <source>unlikely: the photo speaks against it</source>
        <translation>不太可能：照片不支持它</translation>
    </message>
    <message>
        <source>unlikely here</source>
        <translation>在此处不太可能</translation>
    </message>
    <message>
        <source>Gate: it looks</source>
        <translation>门控：看图</translation>
    </message>
    <message>
        <source>Gate: it hardly looks</source>
        <translation>门控：几乎不看图</translation>
    </message>
    <message>
        <source>With a grey picture: {percent}, from the sentence so far alone</source>
        <translation>换成灰图：{percent}，仅凭前面的句子</translation>
    </message>
    <message>
        <source>Instead of “{piece}”</source>
        <translation>替代“{piece}”</translation>
    </message>
    <message>
        <source>{word}, {number}: write this and let the rest be written anew</source>
        <translation>{word}，{number}：改写成它，其余重写</translation>
    </message>
    <message>
        <source>Captions that the search found, by score</source>
        <translation>搜索得到的描述，按得分排列</translation>
    </message>
    <message>
        <source>How much of what was seen entered the word: 0 nothing, 1 all</source>
        <translation>所看到的内容有多少进入该词：0 为全无，1 为全部</translation>
    </message>
    <message>
        <source>How probable the same word would be if there were nothing to be seen</source>
        <translation>假如什么也看不到，同一个词的概率有多大</translation>
    </message>
    <message>
        <source>Choose one to write it instead and let the rest be written anew</source>
        <translation>选择一个替换它，其余重写</translation>
    </message>
    <message>
        <source>What am I looking at?</source>
        <translation>我看到的是什么？</translation>
    </message>
</context>
<context>
    <name>WordMaps</name>
    <message>
        <source>Word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Word of the caption</source>
        <translation>描述中的词</translation>
    </message>
    <message>
        <source> of {count}</source>
        <translation> / {count}</translation>
    </message>
    <message>
        <source>Where it looks, as it is</source>
        <translation>看向哪里，原样</translation>
    </message>
    <message>
        <source>Where it looks, {name}</source>
        <translation>看向哪里，{name}</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Shares of the strongest place; both read the caption of the model as it is. Compressed less original: orange is more, blue is less, full colour from ±{full} on; largest here {most}</source>
        <translation>以最强位置为 1；两者都读原模型写出的描述。压缩后减去原样：橙色为多，蓝色为少，±{full} 起为满色；此处最大 {most}</translation>
    </message>
</context>
<context>
    <name>WriteBox</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Write on</source>
        <translation>继续生成</translation>
    </message>
    <message>
        <source>Let the model go on from the text, a token a step</source>
        <translation>让模型从文本继续生成，每步一个词元</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元数</translation>
    </message>
    <message>
        <source>How many at most</source>
        <translation>最多生成多少个</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>0: always the most probable token</source>
        <translation>0：总取概率最高的词元</translation>
    </message>
    <message>
        <source>top k</source>
        <translation>top k</translation>
    </message>
    <message>
        <source>Only this many of the most probable tokens; 0: all</source>
        <translation>只从概率最高的这么多个词元中选取；0 表示全部</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed draws the same tokens</source>
        <translation>相同的种子抽取相同的词元</translation>
    </message>
    <message>
        <source>stop at</source>
        <translation>停止于</translation>
    </message>
    <message>
        <source>It stops once it has written this text; \n is a line break</source>
        <translation>写出这段文本后即停止；\n 表示换行</translation>
    </message>
    <message>
        <source>It stopped after as many tokens as were asked for.</source>
        <translation>已生成所要求数量的词元。</translation>
    </message>
    <message>
        <source>It wrote the end token.</source>
        <translation>生成了结束词元。</translation>
    </message>
    <message>
        <source>It wrote the text at which it was to stop.</source>
        <translation>生成了指定的停止文本。</translation>
    </message>
    <message>
        <source>It has no more positions.</source>
        <translation>已无更多位置。</translation>
    </message>
</context>
</TS>
