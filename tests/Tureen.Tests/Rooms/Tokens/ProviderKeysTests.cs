using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tureen.Rooms;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Tokens;

namespace Tureen.Tests.Rooms.Tokens;

/// <summary>Access tokens of an OpenID Connect provider, whose keys change and which is not always there.</summary>
public sealed class ProviderKeysTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private TokenProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await TokenProvider.StartAsync(_time);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task A_provider_publishes_the_keys_of_its_tokens()
    {
        using var forged = RSA.Create(2048);
        using TokenValidator validator = Validator();

        Assert.Equal("ann", (await validator.ValidateAsync(_provider.Sign())).Rights?.Identity);
        Assert.Equal("the token is for another service", await RefusalAsync(validator, _provider.Sign(new() { ["aud"] = "mail" })));
        Assert.Equal("the token is of another provider", await RefusalAsync(validator, _provider.Sign(new() { ["iss"] = "https://evil.example" })));
        Assert.Equal("no key that is known here has signed the token", await RefusalAsync(validator, _provider.Sign(otherKey: forged)));
        Assert.Equal("no key that is known here has signed the token", await RefusalAsync(validator, _provider.Sign(otherKey: forged, keyId: "k9")));
    }

    [Fact]
    public async Task A_new_key_counts_at_once_and_the_old_one_no_longer()
    {
        using TokenValidator validator = Validator();
        string old = _provider.Sign();
        Assert.NotNull((await validator.ValidateAsync(old)).Rights);

        for (int change = 0; change < 2; change++)
        {
            _provider.ChangeKey();
            _time.Advance(SecurityLimits.ProviderPause);
            TokenVerdict[] verdicts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => validator.ValidateAsync(_provider.Sign())));

            Assert.All(verdicts, static verdict => Assert.NotNull(verdict.Rights));
        }

        Assert.Equal("no key that is known here has signed the token", await RefusalAsync(validator, old));
    }

    [Fact]
    public async Task Tokens_with_unknown_keys_do_not_flood_the_provider()
    {
        using var forged = RSA.Create(2048);
        using TokenValidator validator = Validator();
        for (int token = 0; token < 20; token++)
        {
            await validator.ValidateAsync(_provider.Sign(otherKey: forged, keyId: $"unknown {token}"));
        }

        Assert.InRange(_provider.Reads, 1, 2);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_named_and_asked_again_later()
    {
        using TokenValidator validator = Validator();
        string token = _provider.Sign();
        _provider.IsBroken = true;
        Assert.Equal("the keys of the provider of tokens cannot be read now", await RefusalAsync(validator, token));

        _provider.IsBroken = false;
        Assert.NotNull(await RefusalAsync(validator, token));
        _time.Advance(SecurityLimits.ProviderPause);
        Assert.Null(await RefusalAsync(validator, token));
    }

    [Fact]
    public async Task Somebody_joins_with_a_token_of_the_provider()
    {
        await using WebApplication app = await RoomsHost.StartAsync(
            options =>
            {
                options.TokenAuthority = _provider.Authority;
                options.TokenAudience = TokenProvider.Audience;
            },
            builder => builder.Services.AddSingleton<TimeProvider>(_time));
        string token = _provider.Sign(new() { ["room"] = "standup", ["name"] = "Ann", ["grants"] = "join audio" });

        await using RawProtooClient ann = await RoomsHost.ConnectAsync(app, "standup", "ann", "&token=" + token);
        await ann.RequestAsync("join", new System.Text.Json.Nodes.JsonObject { ["displayName"] = "Bob" });

        ParticipantInfo info = Assert.Single(await app.Services.GetRequiredService<RoomControl>().ListParticipantsAsync("standup"));
        Assert.Equal(("ann", "Ann"), (info.Identity, info.DisplayName));
        await Assert.ThrowsAnyAsync<Exception>(() => RoomsHost.ConnectAsync(app, "attic", "ann", "&token=" + token));
    }

    private static async Task<string?> RefusalAsync(TokenValidator validator, string token) => (await validator.ValidateAsync(token)).Refusal;

    private TokenValidator Validator() =>
        new(new TureenRoomsOptions { TokenAuthority = _provider.Authority, TokenAudience = TokenProvider.Audience }, _time);
}
