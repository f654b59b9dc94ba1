using System.Security.Claims;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Tokens;

/// <summary>Checks tokens: their signature by the operator's key or by the keys that an OpenID Connect provider publishes, their times, and their claims.</summary>
internal sealed class TokenValidator
{
    private const string MetadataPath = "/.well-known/openid-configuration";

    /// <summary>How much the clocks of two machines may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = SecurityLimits.MaxAccessTokenLength };
    private readonly TokenValidationParameters? _parameters;
    private readonly TimeProvider _time;

    public TokenValidator(TureenRoomsOptions options, TimeProvider time)
    {
        _time = time;
        _parameters = options switch
        {
            { TokenKey: { } key } => ForKey(key, options.TokenAudience),
            { TokenAuthority: { } authority } => ForAuthority(new Uri(authority), options.TokenAudience),
            _ => null,
        };
    }

    /// <summary>There is a key, or somebody who publishes keys.</summary>
    public bool IsConfigured => _parameters is not null;

    /// <summary>Checks a token. Never throws.</summary>
    public async Task<TokenVerdict> ValidateAsync(string token)
    {
        TokenValidationResult result = await _handler.ValidateTokenAsync(token, _parameters);
        return (result.IsValid, result.Exception) switch
        {
            (true, _) => Read((JsonWebToken)result.SecurityToken),
            (_, SecurityTokenInvalidLifetimeException) => TokenVerdict.Refused("the token has expired, is not valid yet, or has no end"),
            (_, SecurityTokenInvalidAudienceException) => TokenVerdict.Refused("the token is for another service"),
            _ => TokenVerdict.Refused("the token is not valid"),
        };
    }

    /// <summary>Checks a token that must be good for a room. Never throws.</summary>
    public async Task<TokenVerdict> ValidateAsync(string token, string roomId)
    {
        TokenVerdict verdict = await ValidateAsync(token);
        return verdict.Room is { } room && room != roomId ? TokenVerdict.Refused("the token is for another room") : verdict;
    }

    private static TokenVerdict Read(JsonWebToken token)
    {
        string? identity = Find(token, TokenClaims.Subject);
        string? name = Find(token, TokenClaims.Name);
        if (string.IsNullOrEmpty(identity) || IsTooLong(identity) || IsTooLong(name) || IsTooLong(Find(token, TokenClaims.Role)))
        {
            return TokenVerdict.Refused("the token names nobody, or a name in it is too long");
        }

        // Names that are unknown here may be grants of a later version, or scopes of the provider.
        RoomGrants grants = RoomGrants.None;
        foreach (Claim claim in token.Claims.Where(static claim => claim.Type == TokenClaims.Grants))
        {
            foreach (string text in claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                grants |= TokenClaims.TryParse(text, out RoomGrants grant) ? grant : RoomGrants.None;
            }
        }

        bool hasGrants = token.TryGetClaim(TokenClaims.Grants, out _);
        return new TokenVerdict(
            new RoomRights
            {
                Identity = identity,
                Name = name,
                Role = Find(token, TokenClaims.Role),
                Grants = hasGrants ? grants : RoomGrants.Participant,
                ValidUntil = new DateTimeOffset(token.ValidTo, TimeSpan.Zero),
            },
            Find(token, TokenClaims.Room),
            null);
    }

    private static bool IsTooLong(string? text) => text is not null && Encoding.UTF8.GetByteCount(text) > RoomLimits.MaxIdLength;

    private static string? Find(JsonWebToken token, string claim) => token.TryGetClaim(claim, out Claim found) ? found.Value : null;

    private TokenValidationParameters ForKey(string key, string? audience) => Common(audience, [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512], parameters =>
    {
        parameters.ValidateIssuer = false;
        parameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key));
    });

    private TokenValidationParameters ForAuthority(Uri authority, string? audience) => Common(
        audience,
        [
            SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
            SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
        ],
        parameters => parameters.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            authority.ToString().TrimEnd('/') + MetadataPath,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = !authority.IsLoopback }));

    private TokenValidationParameters Common(string? audience, string[] algorithms, Action<TokenValidationParameters> configure)
    {
        var parameters = new TokenValidationParameters
        {
            ValidateAudience = audience is not null,
            ValidAudience = audience,
            ValidAlgorithms = algorithms,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ValidateIssuerSigningKey = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsNow(notBefore, expires),
        };
        configure(parameters);
        return parameters;
    }

    private bool IsNow(DateTime? notBefore, DateTime? expires)
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        return expires > now - ClockSkew && !(notBefore > now + ClockSkew);
    }
}
