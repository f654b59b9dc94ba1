namespace Tureen.Tests.Style.Documents;

public sealed class DocumentTests
{
    private const string Text = """
        # A title, with `code`

        A [link](other.md#place), `[no](link)`, ![a picture](a.svg) and `--option value`.

        ## Two [linked](x.md) words

        1. A step:

           ```sh
           ./run [no](link)
             --more
           ```
        """;

    private readonly Document _document = Document.Parse("a.md", Text);

    [Fact]
    public void Links_in_code_are_none() => Assert.Equal(["other.md#place", "a.svg", "x.md"], _document.Links);

    [Fact]
    public void Anchors_are_those_of_hosts() => Assert.Equal(["a-title-with-code", "two-linked-words"], _document.Anchors.Order(StringComparer.Ordinal));

    [Fact]
    public void A_block_loses_the_indentation_of_its_fence()
    {
        CodeBlock block = Assert.Single(_document.Blocks);

        Assert.Equal(("sh", "./run [no](link)\n  --more", "./run [no](link)"), (block.Language, block.Text, block.FirstLine));
    }

    [Fact]
    public void Options_are_those_in_inline_code() => Assert.Equal(["option"], _document.Options);
}
