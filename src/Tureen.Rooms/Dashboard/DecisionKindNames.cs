using System.Text.Json;
using System.Text.Json.Serialization;
using Tureen.Rooms.Telemetry;

namespace Tureen.Rooms.Dashboard;

/// <summary>Writes kinds of decisions as the API writes names.</summary>
internal sealed class DecisionKindNames() : JsonStringEnumConverter<DecisionKind>(JsonNamingPolicy.CamelCase);
