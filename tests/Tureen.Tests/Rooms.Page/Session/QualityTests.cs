using System.Runtime.Versioning;
using Tureen.Rooms.Page.Session;

namespace Tureen.Tests.Rooms.Page.Session;

[SupportedOSPlatform("browser")]
public sealed class QualityTests
{
    [Theory]
    [InlineData(10, "good")]
    [InlineData(6, "fair")]
    [InlineData(1, "poor")]
    [InlineData(null, "good")]
    public void A_score_has_a_grade(int? score, string grade) => Assert.Equal(grade, new Quality(score, 1, 1).Grade);
}
