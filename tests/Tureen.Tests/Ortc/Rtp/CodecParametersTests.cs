using Tureen.Ortc;

namespace Tureen.Tests.Ortc.Rtp;

public sealed class CodecParametersTests
{
    [Theory]
    [InlineData("""{"a":222.222}""")]
    [InlineData("""{"a":"1","b":1,"c":-7,"d":1.5,"e":true,"f":[1,2,3],"g":""}""")]
    [InlineData("""{"z":1,"a":2,"m":3}""")]
    [InlineData("""{"big":9007199254740993}""")]
    [InlineData("""{}""")]
    public void Values_and_their_order_survive_json(string json)
    {
        CodecParameters parameters = OrtcJson.Deserialize<CodecParameters>(json);
        Assert.Equal(json, OrtcJson.Serialize(parameters));
        Assert.Equal(json, OrtcJson.Serialize(parameters.Clone()));
    }

    [Fact]
    public void Values_are_equal_by_type_and_value()
    {
        Assert.Equal<CodecParameterValue>(1, 1.0);
        Assert.NotEqual<CodecParameterValue>(1, "1");
        Assert.NotEqual<CodecParameterValue>(1, true);
        Assert.NotEqual<CodecParameterValue>(0, default);
        Assert.NotEqual<CodecParameterValue>("", default);
        Assert.Equal<CodecParameterValue>(new[] { 1, 2 }, new[] { 1, 2 });
        Assert.NotEqual<CodecParameterValue>(new[] { 1, 2 }, new[] { 2, 1 });
        Assert.Equal<CodecParameterValue>("a", "a");
    }

    [Fact]
    public void A_value_is_given_only_as_what_it_is()
    {
        CodecParameterValue text = "x";
        CodecParameterValue number = 222.222;
        Assert.Equal("x", text.AsString());
        Assert.Null(text.AsDouble());
        Assert.Equal(222.222, number.AsDouble());
        Assert.Null(number.AsInteger());
        Assert.Equal(5, ((CodecParameterValue)5.0).AsInteger());
        Assert.Null(((CodecParameterValue)true).AsInteger());
        Assert.Equal("222.222", number.ToString());
        Assert.Equal("1,2", ((CodecParameterValue)new[] { 1, 2 }).ToString());
        Assert.Empty(text.AsIntegers());
    }

    [Fact]
    public void A_name_that_is_not_there_is_undefined()
    {
        CodecParameters parameters = new() { ["A"] = 1 };
        Assert.Equal(CodecParameterValueKind.Undefined, parameters["a"].Kind);
        Assert.True(parameters["a"].IsFalsy);
        Assert.False(parameters.ContainsKey("a"));
    }

    [Theory]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":["x"]}""")]
    [InlineData("""{"a":1e999}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""[]""")]
    public void Other_json_is_a_type_error(string json)
        => Assert.Throws<MediasoupTypeException>(() => OrtcJson.Deserialize<CodecParameters>(json));
}
