using System.Text;
using System.Text.Json;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Tests.Rooms.Signaling;

public sealed class RequestDataTests
{
    [Theory]
    [InlineData("""{"id":"\ud800"}""")]
    [InlineData("""{"id":"\udc00a"}""")]
    public void A_text_of_half_a_surrogate_is_refused_by_its_name(string json) => AssertRefused(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void A_text_that_is_no_utf8_is_refused_by_its_name() => AssertRefused([.. "{\"id\":\""u8, 0xBD, .. "\"}"u8]);

    private static void AssertRefused(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        var data = new RequestData(document.RootElement);

        ProtooException refusal = Assert.Throws<ProtooException>(() => data.Text("id"));
        Assert.Equal("invalid id", refusal.Message);
    }
}
