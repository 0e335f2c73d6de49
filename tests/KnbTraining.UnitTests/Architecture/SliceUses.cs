using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;

namespace KnbTraining.UnitTests.Architecture;

/// <summary>One type of a room uses another type of the same room.</summary>
internal sealed record SliceUse(string From, string FromSlice, string To, string ToSlice);

/// <summary>
/// All uses between the types of one assembly, read from its metadata and from the code of its methods: base types, members, attributes,
/// local variables, calls, and the types in the signatures of what is called. Nested and generated types count as the type around them.
/// What the compiler replaces by its value, a constant, leaves no trace and is not seen.
/// </summary>
internal sealed partial class SliceUses
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    // Written by a tool from the model of the whole database.
    private static readonly string[] Generated = [".CompiledModels.", ".Migrations."];

    private readonly string _room;
    private readonly MetadataReader _reader;
    private readonly PEReader _file;
    private readonly Dictionary<string, string> _slices = new(StringComparer.Ordinal);

    private SliceUses(PEReader file, string room) => (_file, _reader, _room) = (file, file.GetMetadataReader(), room);

    /// <summary>The uses that cross from one slice to another: a slice is the part of a namespace behind that of the room, "" for types of the room itself.</summary>
    public static IReadOnlyList<SliceUse> Of(Assembly room)
    {
        using var file = new PEReader(File.OpenRead(room.Location));
        return new SliceUses(file, room.GetName().Name!).All();
    }

    /// <summary>The slices that the assembly has, "" among them where the room itself holds types.</summary>
    public static IReadOnlySet<string> SlicesOf(Assembly room)
    {
        using var file = new PEReader(File.OpenRead(room.Location));
        var read = new SliceUses(file, room.GetName().Name!);
        return read._reader.TypeDefinitions.Where(read.IsOfRoom).Select(read.SliceOf).ToHashSet(StringComparer.Ordinal);
    }

    private List<SliceUse> All()
    {
        var own = _reader.TypeDefinitions.Where(IsOfRoom).ToList();
        foreach (var handle in own)
        {
            _slices[NameOf(handle)] = SliceOf(handle);
        }

        return [.. own
            .SelectMany(handle => UsedBy(handle).Select(used => (From: NameOf(handle), To: used)))
            .Distinct()
            .Select(use => new SliceUse(use.From, _slices[use.From], use.To, _slices[use.To]))
            .Where(use => use.FromSlice != use.ToSlice && !Generated.Any(part => use.From.Contains(part, StringComparison.Ordinal)))];
    }

    private HashSet<string> UsedBy(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        var found = new Found(this);
        found.Add(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            found.Add(_reader.GetInterfaceImplementation(implemented).Interface);
        }

        found.AddConstraints(type.GetGenericParameters());
        found.AddAttributes(type.GetCustomAttributes());
        foreach (var field in type.GetFields())
        {
            found.Add((EntityHandle)field);
            found.AddAttributes(_reader.GetFieldDefinition(field).GetCustomAttributes());
        }

        foreach (var property in type.GetProperties())
        {
            found.AddAttributes(_reader.GetPropertyDefinition(property).GetCustomAttributes());
        }

        foreach (var one in type.GetMethods())
        {
            var method = _reader.GetMethodDefinition(one);
            found.Add((EntityHandle)one);
            found.AddConstraints(method.GetGenericParameters());
            found.AddAttributes(method.GetCustomAttributes());
            foreach (var parameter in method.GetParameters())
            {
                found.AddAttributes(_reader.GetParameter(parameter).GetCustomAttributes());
            }

            if (method.RelativeVirtualAddress != 0)
            {
                AddBody(found, _file.GetMethodBody(method.RelativeVirtualAddress));
            }
        }

        return found.Names;
    }

    private static void AddBody(Found found, MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            found.Add(body.LocalSignature);
        }

        foreach (var region in body.ExceptionRegions.Where(region => !region.CatchType.IsNil))
        {
            found.Add(region.CatchType);
        }

        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            int value = code.ReadByte();
            var instruction = OpCodesByValue[value == 0xFE ? (value << 8) | code.ReadByte() : value];
            switch (instruction.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                    found.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                default:
                    code.Offset += LengthOf(instruction.OperandType);
                    break;
            }
        }
    }

    private static int LengthOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private bool IsOfRoom(TypeDefinitionHandle handle)
    {
        var space = _reader.GetString(_reader.GetTypeDefinition(Outermost(handle)).Namespace);
        return space == _room || space.StartsWith(_room + ".", StringComparison.Ordinal);
    }

    private TypeDefinitionHandle Outermost(TypeDefinitionHandle handle)
    {
        while (_reader.GetTypeDefinition(handle).GetDeclaringType() is { IsNil: false } outer)
        {
            handle = outer;
        }

        return handle;
    }

    /// <summary>The name behind that of the room, for example <c>Attempts.Grader</c>.</summary>
    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(Outermost(handle));
        return $"{_reader.GetString(type.Namespace)}.{_reader.GetString(type.Name)}"[(_room.Length + 1)..];
    }

    private string SliceOf(TypeDefinitionHandle handle)
    {
        var space = _reader.GetString(_reader.GetTypeDefinition(Outermost(handle)).Namespace);
        return space == _room ? "" : space[(_room.Length + 1)..].Split('.')[0];
    }

    /// <summary>The types that one type was found to use, for the decoder of signatures too.</summary>
    private sealed class Found(SliceUses uses) : ISignatureTypeProvider<int, int>
    {
        private readonly MetadataReader _reader = uses._reader;
        private readonly HashSet<EntityHandle> _seen = [];

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public void Add(EntityHandle handle)
        {
            if (handle.IsNil || !_seen.Add(handle))
            {
                return;
            }

            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition when uses.IsOfRoom((TypeDefinitionHandle)handle):
                    Names.Add(uses.NameOf((TypeDefinitionHandle)handle));
                    break;
                case HandleKind.TypeSpecification:
                    _reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, 0);
                    break;
                case HandleKind.MethodDefinition:
                    var method = _reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                    Add(method.GetDeclaringType());
                    method.DecodeSignature(this, 0);
                    break;
                case HandleKind.FieldDefinition:
                    var field = _reader.GetFieldDefinition((FieldDefinitionHandle)handle);
                    Add(field.GetDeclaringType());
                    field.DecodeSignature(this, 0);
                    break;
                case HandleKind.MethodSpecification:
                    var made = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                    Add(made.Method);
                    made.DecodeSignature(this, 0);
                    break;
                case HandleKind.MemberReference:
                    AddMember(_reader.GetMemberReference((MemberReferenceHandle)handle));
                    break;
                case HandleKind.StandaloneSignature:
                    AddSignature(_reader.GetStandaloneSignature((StandaloneSignatureHandle)handle));
                    break;
            }
        }

        public void AddConstraints(GenericParameterHandleCollection parameters)
        {
            foreach (var constraint in parameters.SelectMany(parameter => _reader.GetGenericParameter(parameter).GetConstraints()))
            {
                Add(_reader.GetGenericParameterConstraint(constraint).Type);
            }
        }

        public void AddAttributes(CustomAttributeHandleCollection attributes)
        {
            foreach (var attribute in attributes.Select(_reader.GetCustomAttribute))
            {
                Add(attribute.Constructor);

                // The types that an attribute names stand in its value as text.
                foreach (var name in TypeNames().Matches(Encoding.Latin1.GetString(_reader.GetBlobBytes(attribute.Value))).Select(match => match.Value))
                {
                    if (name.StartsWith(uses._room + ".", StringComparison.Ordinal) && uses._slices.ContainsKey(name[(uses._room.Length + 1)..]))
                    {
                        Names.Add(name[(uses._room.Length + 1)..]);
                    }
                }
            }
        }

        public int GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Adding(handle);

        public int GetTypeFromSpecification(MetadataReader reader, int genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => Adding(handle);

        public int GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => 0;

        public int GetArrayType(int elementType, ArrayShape shape) => 0;

        public int GetByReferenceType(int elementType) => 0;

        public int GetFunctionPointerType(MethodSignature<int> signature) => 0;

        public int GetGenericInstantiation(int genericType, ImmutableArray<int> typeArguments) => 0;

        public int GetGenericMethodParameter(int genericContext, int index) => 0;

        public int GetGenericTypeParameter(int genericContext, int index) => 0;

        public int GetModifiedType(int modifier, int unmodifiedType, bool isRequired) => 0;

        public int GetPinnedType(int elementType) => 0;

        public int GetPointerType(int elementType) => 0;

        public int GetPrimitiveType(PrimitiveTypeCode typeCode) => 0;

        public int GetSZArrayType(int elementType) => 0;

        private int Adding(EntityHandle handle)
        {
            Add(handle);
            return 0;
        }

        private void AddMember(MemberReference member)
        {
            Add(member.Parent);
            if (member.GetKind() == MemberReferenceKind.Method)
            {
                member.DecodeMethodSignature(this, 0);
            }
            else
            {
                member.DecodeFieldSignature(this, 0);
            }
        }

        private void AddSignature(StandaloneSignature signature)
        {
            if (signature.GetKind() == StandaloneSignatureKind.LocalVariables)
            {
                signature.DecodeLocalSignature(this, 0);
            }
            else
            {
                signature.DecodeMethodSignature(this, 0);
            }
        }
    }

    [GeneratedRegex(@"KnbTraining(\.\w+)+(`\d+)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TypeNames();
}
