using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Style;

public sealed class DropReasonTests
{
    [Fact]
    public void The_engine_uses_each_reason_of_a_drop()
    {
        HashSet<string> used = [.. SourceTrees.Product
            .Where(static file => SourceTrees.ProjectOf(file.Path) == "src/Tureen.Engine")
            .SelectMany(static file => file.Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            .Where(static access => access.Expression is IdentifierNameSyntax { Identifier.Text: nameof(DropReason) })
            .Select(static access => access.Name.Identifier.Text)];

        Assert.Empty(Enum.GetNames<DropReason>().Except(used, StringComparer.Ordinal));
    }
}
