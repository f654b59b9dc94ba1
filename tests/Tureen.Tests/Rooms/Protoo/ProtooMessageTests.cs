using System.Text;
using System.Text.Json;
using Tureen.Rooms.Protoo;

namespace Tureen.Tests.Rooms.Protoo;

public sealed class ProtooMessageTests
{
    [Fact]
    public void A_request_without_data_has_an_empty_object()
    {
        Assert.True(Parse("""{"request":true,"id":3,"method":"join"}""", out ProtooMessage message));

        Assert.Equal((ProtooMessageKind.Request, 3, "join"), (message.Kind, message.Id, message.Method));
        Assert.Equal("{}", message.Data.GetRawText());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("false")]
    [InlineData("0")]
    [InlineData("\"\"")]
    public void Falsy_data_is_an_empty_object(string data)
    {
        Assert.True(Parse($$"""{"notification":true,"method":"m","data":{{data}}}""", out ProtooMessage message));

        Assert.Equal(JsonValueKind.Object, message.Data.ValueKind);
    }

    [Fact]
    public void Data_may_be_an_array()
    {
        Assert.True(Parse("""{"response":true,"id":1,"ok":true,"data":[1]}""", out ProtooMessage message));

        Assert.True(message.IsOk);
        Assert.Equal(JsonValueKind.Array, message.Data.ValueKind);
    }

    [Fact]
    public void An_error_response_has_code_and_reason()
    {
        Assert.True(Parse("""{"response":true,"id":1,"ok":false,"errorCode":403,"errorReason":"no"}""", out ProtooMessage message));

        Assert.False(message.IsOk);
        Assert.Equal((403, "no"), (message.ErrorCode, message.ErrorReason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[1]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"request":false,"id":1,"method":"m"}""")]
    [InlineData("""{"request":true,"id":1}""")]
    [InlineData("""{"request":true,"id":1,"method":""")]
    [InlineData("""{"request":true,"id":{},"method":"m"}""")]
    [InlineData("""{"request":true,"id":1e99,"method":"m"}""")]
    [InlineData("""{"request":true,"id":1,"method":"\ud800"}""")]
    [InlineData("""{"response":true}""")]
    [InlineData("""{"notification":true}""")]
    public void What_is_no_protoo_message_is_refused(string text) => Assert.False(Parse(text, out _));

    [Fact]
    public void Deep_nesting_is_refused()
    {
        string deep = new string('[', 5_000) + new string(']', 5_000);

        Assert.False(Parse($$"""{"notification":true,"method":"m","data":{{deep}}}""", out _));
    }

    private static bool Parse(string text, out ProtooMessage message) =>
        ProtooMessage.TryParse(Encoding.UTF8.GetBytes(text), out message);
}
