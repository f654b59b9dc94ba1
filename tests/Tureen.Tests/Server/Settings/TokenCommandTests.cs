using Tureen.Rooms;
using Tureen.Rooms.Settings;
using Tureen.Rooms.Tokens;
using Tureen.Server.Settings;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Server.Settings;

public sealed class TokenCommandTests
{
    private const string Key = "a key of 32 bytes, or even more..";

    private readonly ManualTime _time = new();

    [Fact]
    public async Task It_prints_a_token_that_the_server_takes_and_a_link_with_it()
    {
        string[] lines = Write("--room", "my room", "--identity", "ann", "--grants", "join,hidden", "--minutes", "5").Split('\n');
        var validator = new TokenValidator(new TureenRoomsOptions { TokenKey = Key }, _time);

        TokenVerdict verdict = await validator.ValidateAsync(lines[0]);

        Assert.Equal(("my room", "ann"), (verdict.Room, verdict.Rights?.Identity));
        Assert.Equal(RoomGrants.Join | RoomGrants.Hidden, verdict.Rights?.Grants);
        Assert.Equal($"http://localhost:4443/?roomId=my%20room#token={lines[0]}", lines[1]);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Null((await validator.ValidateAsync(lines[0])).Rights);
    }

    [Theory]
    [InlineData("--room", "a")]
    [InlineData("--identity", "a", "--grants", "join,fly")]
    [InlineData("--identity", "a", "--minutes", "0")]
    [InlineData("--identity", "a", "--port", "1")]
    [InlineData("--identity", "a", "--token-key", "short")]
    public void Wrong_options_are_one_line_for_the_user(params string[] arguments) =>
        Assert.DoesNotContain('\n', Assert.Throws<SettingsException>(() => Write(arguments)).Message);

    private string Write(params string[] arguments) => new TokenCommand(
        CommandLine.Parse(arguments, ServerCommands.Token), name => name == "TUREEN_TOKEN_KEY" ? Key : null, _ => null).Write(_time);
}
