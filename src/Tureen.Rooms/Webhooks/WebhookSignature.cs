using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Webhooks;

/// <summary>Signs a body: a JSON Web Token with the SHA-256 of it.</summary>
internal static class WebhookSignature
{
    public const string Issuer = "tureen";

    /// <summary>The claim with the hash, in Base64.</summary>
    public const string Hash = "sha256";

    public static string Sign(WebhookBody body, string key, DateTime now) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + WebhookLimits.SignatureLifetime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [Hash] = Convert.ToBase64String(SHA256.HashData(body.Bytes)),
                ["jti"] = body.Id,
            },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)), SecurityAlgorithms.HmacSha256),
        });
}
