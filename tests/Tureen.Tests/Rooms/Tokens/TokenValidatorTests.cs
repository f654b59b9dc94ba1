using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tureen.Rooms;
using Tureen.Rooms.Tokens;

namespace Tureen.Tests.Rooms.Tokens;

public sealed class TokenValidatorTests
{
    private const string Key = "a key of 32 bytes, or even more..";

    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_token_says_who_somebody_is_and_what_that_one_may_do()
    {
        string token = new RoomToken
        {
            Room = "lobby",
            Identity = "ann@example.org",
            Name = "Ann",
            Role = "host",
            Grants = RoomGrants.Join | RoomGrants.Audio | RoomGrants.Record,
        }.Write(Key, _time);

        TokenVerdict verdict = await Validator().ValidateAsync(token);

        Assert.Equal("lobby", verdict.Room);
        Assert.Equal(
            new RoomRights
            {
                Identity = "ann@example.org",
                Name = "Ann",
                Role = "host",
                Grants = RoomGrants.Join | RoomGrants.Audio | RoomGrants.Record,
                ValidUntil = _time.GetUtcNow() + TimeSpan.FromHours(1),
            },
            verdict.Rights);
    }

    [Fact]
    public async Task A_token_ends_and_begins()
    {
        string token = new RoomToken { Identity = "ann", ValidFor = TimeSpan.FromMinutes(5) }.Write(Key, _time);
        var earlier = new TokenValidator(new TureenRoomsOptions { TokenKey = Key }, new ManualTime { Start = _time.Start.AddMinutes(-10) });

        Assert.NotNull((await Validator().ValidateAsync(token)).Rights);
        Assert.Null((await earlier.ValidateAsync(token)).Rights);
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("the token has expired, is not valid yet, or has no end", (await Validator().ValidateAsync(token)).Refusal);
    }

    [Theory]
    [InlineData("", "the token is not valid")]
    [InlineData("no token", "the token is not valid")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4iLCJleHAiOjQxMDI0NDQ4MDB9.", "no key that is known here has signed the token")]
    public async Task What_is_no_signed_token_is_refused(string token, string refusal) =>
        Assert.Equal(refusal, (await Validator().ValidateAsync(token)).Refusal);

    [Fact]
    public async Task A_token_of_another_key_and_one_without_an_end_are_refused()
    {
        string other = new RoomToken { Identity = "ann" }.Write(Key + "x", _time);
        string endless = Sign(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Key)), SecurityAlgorithms.HmacSha256, new() { ["sub"] = "ann" }, expires: null);

        Assert.Null((await Validator().ValidateAsync(other)).Rights);
        Assert.Null((await Validator().ValidateAsync(endless)).Rights);
    }

    [Fact]
    public async Task Grants_are_words_or_a_list_and_without_them_a_token_is_for_a_participant()
    {
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Key));
        DateTime soon = _time.GetUtcNow().UtcDateTime.AddMinutes(1);
        string list = Sign(key, SecurityAlgorithms.HmacSha256, new() { ["sub"] = "a", ["grants"] = new[] { "join", "admin", "fly" } }, soon);
        string none = Sign(key, SecurityAlgorithms.HmacSha256, new() { ["sub"] = "a" }, soon);
        string nobody = Sign(key, SecurityAlgorithms.HmacSha256, new() { ["grants"] = "join" }, soon);

        Assert.Equal(RoomGrants.Join | RoomGrants.Admin, (await Validator().ValidateAsync(list)).Rights!.Grants);
        Assert.Equal(RoomGrants.Participant, (await Validator().ValidateAsync(none)).Rights!.Grants);
        Assert.Null((await Validator().ValidateAsync(nobody)).Rights);
    }

    private static string Sign(SecurityKey key, string algorithm, Dictionary<string, object> claims, DateTime? expires) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            Expires = expires,
            SigningCredentials = new SigningCredentials(key, algorithm),
        });

    private TokenValidator Validator() => new(new TureenRoomsOptions { TokenKey = Key }, _time);
}
