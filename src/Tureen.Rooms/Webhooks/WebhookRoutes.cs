using Microsoft.AspNetCore.Mvc;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Webhooks;

/// <summary>The part of the API that shows what became of webhooks.</summary>
internal static class WebhookRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("webhooks", static ([FromServices] WebhookLog log) => TypedResults.Ok(log.Latest))
            .WithTags("Webhooks").WithSummary("Lists the latest deliveries of webhooks, the oldest first.");
        api.MapOtherMethods("webhooks");
    }
}
